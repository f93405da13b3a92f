from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

import psycopg
from psycopg import sql

from app.migrate.errors import MigrationError, describe
from app.migrate.source import Source, SqlFile


@dataclass(frozen=True, slots=True)
class Loaded:
    """Paths of the files that were loaded, and what the server lacks, a line each."""

    paths: list[str]
    notices: list[str]


def load_sql(connection: psycopg.Connection[Any], source: Source) -> Loaded:
    """Bring the database to what ``sql/`` says: changed files only, all of them or none.

    Then let the database do what follows a load (``analytics.after_load``), and once that is
    committed, have its jobs called. Raises MigrationError for a file that fails, and for one that
    is gone while its object is still there.
    """
    files = source.read_sql_files()
    with connection.transaction():
        run_script(connection, "begin_load")
        changed = list_changed_files(connection, files)
        for file in changed:
            _load_file(connection, file)
        connection.execute(
            "select set_config('wedsync.manifest', %s, true)", [json.dumps([f.path for f in files])]
        )
        run_script(connection, "check_orphans")
        run_script(connection, "finish_load")
        notices = _call_if_there(connection, "after_load")
        rows = connection.execute(read_script("list_missing")).fetchall()
        notices.extend(str(notice) for (notice,) in rows)
    # Not together with all that was loaded: of so many changes at once pg_cron hears only that
    # there were many, and does not look at its jobs.
    notices.extend(_call_if_there(connection, "sync_cron"))
    return Loaded([file.path for file in changed], notices)


def list_changed_files(connection: psycopg.Connection[Any], files: list[SqlFile]) -> list[SqlFile]:
    """The files that the database does not have in this version."""
    loaded = dict(connection.execute("select path, sha256 from analytics.sql_files").fetchall())
    return [file for file in files if loaded.get(file.path) != file.sha256]


def read_script(name: str) -> str:
    """Text of a script of ``app/migrate/sql``, which the bundle shares."""
    path = resources.files("app.migrate") / "sql" / f"{name}.sql"
    return path.read_text(encoding="utf-8")


def run_script(connection: psycopg.Connection[Any], name: str) -> None:
    """Run a script of ``app/migrate/sql``."""
    try:
        connection.execute(read_script(name))
    except psycopg.Error as error:
        raise MigrationError(describe(error)) from error


def _load_file(connection: psycopg.Connection[Any], file: SqlFile) -> None:
    """Run one file as the role that shall own what it makes, and note its checksum."""
    try:
        connection.execute(f"set local role {file.role}")
        connection.execute(file.text)
    except psycopg.Error as error:
        raise MigrationError(f"sql/{file.path}: {describe(error, file.text)}") from error
    connection.execute("reset role")
    connection.execute(
        "insert into analytics.sql_files (path, sha256) values (%s, %s) on conflict (path)"
        " do update set sha256 = excluded.sha256, loaded_at = excluded.loaded_at",
        [file.path, file.sha256],
    )


def _call_if_there(connection: psycopg.Connection[Any], name: str) -> list[str]:
    """Call a function of what was loaded that says what the server lacks; returns the lines."""
    row = connection.execute("select to_regproc(%s) is not null", [f"analytics.{name}"]).fetchone()
    if row is None or not row[0]:
        return []
    call = sql.SQL("select {}()").format(sql.Identifier("analytics", name))
    try:
        rows = connection.execute(call).fetchall()
    except psycopg.Error as error:
        raise MigrationError(f"after loading sql/: {describe(error)}") from error
    return [str(notice) for (notice,) in rows if notice is not None]
