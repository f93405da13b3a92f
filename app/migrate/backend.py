from __future__ import annotations

import getpass
import io
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from typing import Any

import psycopg
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.migrations import Migration

from app.migrate.errors import MigrationError, describe
from app.migrate.load import run_script
from app.migrate.source import MigrationFile

LOCK_KEY = "hashtextextended('wedsync migrate', 0)"
LOCK_TIMEOUT_S = 10


class Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]  # yoyo has no types
    """yoyo's backend with three differences.

    It takes every connection string of libpq; a migration and the note that it was applied are one
    transaction; and the lock is one that the server lets go of when the process dies.
    """

    def __init__(self, dsn: str, migration_table: str = "_yoyo_migration") -> None:
        super().__init__(dsn, migration_table)

    def connect(self, dburi: str) -> psycopg.Connection[Any]:
        """A session of its own; ``dburi`` is a connection string of libpq."""
        connection = psycopg.connect(dburi, autocommit=True, application_name="wedsync migrate")
        # Scripts of several statements cannot be prepared.
        connection.prepare_threshold = None
        return connection

    def init_connection(self, connection: psycopg.Connection[Any]) -> None:
        """Settings of each session, also after a rollback."""
        connection.execute(
            "select set_config('search_path', 'analytics', false),"
            " set_config('lock_timeout', '5s', false), set_config('statement_timeout', '0', false),"
            " set_config('client_min_messages', 'warning', false)"
        )

    def ensure_internal_schema_updated(self) -> None:
        """prepare.sql has made yoyo's tables already."""

    def get_log_data(self, migration: Any = None, operation: str = "apply") -> dict[str, Any]:
        """What the log says of a migration."""
        # yoyo would ask the name service for the host's full name, which may take seconds.
        return {
            "id": str(uuid.uuid4()),
            "migration_id": migration.id,
            "migration_hash": migration.hash,
            "username": getpass.getuser(),
            "hostname": socket.gethostname(),
            "created_at_utc": datetime.now(UTC).replace(tzinfo=None),
            "operation": operation,
        }

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock of this database; MigrationError when it is taken for too long."""
        deadline = time.monotonic() + LOCK_TIMEOUT_S
        while not self.execute(f"select pg_try_advisory_lock({LOCK_KEY})").fetchone()[0]:
            if time.monotonic() > deadline:
                raise MigrationError("another migration of this database is running")
            time.sleep(0.1)
        try:
            yield
        finally:
            self.execute(f"select pg_advisory_unlock({LOCK_KEY})")

    def prepare(self) -> None:
        """Make the schema and the tables that say what was applied, where they are missing."""
        with self.connection.transaction():
            run_script(self.connection, "prepare")

    def apply_file(self, migration: Migration, file: MigrationFile) -> None:
        """Apply a migration and note it with its checksum."""
        with self.copy() as session:
            session.process(migration, "apply")
            session.execute(
                "insert into migration_checksums (migration_id, sha256) values (:id, :sha256)",
                {"id": file.id, "sha256": file.sha256},
            )
            session.mark_one(migration, log=False)
            session.log_migration(migration, "apply")
            session.commit()

    def roll_back_file(self, migration: Migration, file: MigrationFile) -> None:
        """Undo a migration with its rollback file and forget it."""
        with self.copy() as session:
            session.process(migration, "rollback")
            session.execute(
                "delete from migration_checksums where migration_id = :id", {"id": file.id}
            )
            session.unmark_one(migration, log=False)
            session.log_migration(migration, "rollback")
            session.commit()

    def process(self, migration: Migration, direction: str) -> None:
        """Run the statements of a migration, in a transaction that is left open."""
        migration.load()
        try:
            if migration.use_transactions:
                self.begin()
                # What a statement returns is nobody's business; yoyo would print it.
                with redirect_stdout(io.StringIO()):
                    migration.process_steps(self, direction)
                self.execute("reset role")
            else:
                with redirect_stdout(io.StringIO()):
                    migration.process_steps(self, direction)
                self.execute("reset role")
                self.begin()
        except psycopg.Error as error:
            verb = "applied" if direction == "apply" else "rolled back"
            raise MigrationError(f"{migration.id} was not {verb}: {describe(error)}") from error
