from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

from app.migrate.load import list_changed_files
from app.migrate.plan import make_plan
from app.migrate.source import Source

EXTENSIONS = {
    "pg_cron": 'jobs do not run by themselves: have any scheduler call "wedsync jobs run"',
    "pg_partman": "the job maintain_partitions makes and detaches partitions by itself",
    "pg_stat_statements": "there are no statistics of queries",
}
"""What is good to have, and what happens where it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """An installation, compared with the files here."""

    server_version: str
    is_superuser: bool
    applied: list[str]
    pending: list[str]
    edited: list[str]
    unknown: list[str]
    unrecorded: list[str]
    """Files that differ from migrations.sha256."""
    changed_sql_files: list[str]
    extensions: dict[str, str | None]
    """Version of each extension that is good to have, None where it is missing."""
    pipeline: dict[str, Any] | None
    """What analytics_api.get_status() says; None before that function is there."""

    @property
    def is_current(self) -> bool:
        """Whether there is nothing for ``migrate`` to do or to complain of."""
        return not (
            self.pending or self.edited or self.unknown or self.unrecorded or self.changed_sql_files
        )


def get_status(connection: psycopg.Connection[Any], source: Source | None = None) -> Status:
    """Status of the database; changes nothing, and works before anything is installed."""
    source = source or Source()
    migrations = source.read_migrations()
    recorded = source.read_recorded_checksums()
    has = {
        name: bool(_value(connection, f"select {function}('{name}') is not null"))
        for function, name in (
            ("to_regclass", "analytics.migration_checksums"),
            ("to_regclass", "analytics.sql_files"),
            ("to_regproc", "analytics_api.get_status"),
        )
    }
    plan = make_plan(connection, source) if has["analytics.migration_checksums"] else None
    files = source.read_sql_files()
    if has["analytics.sql_files"]:
        files = list_changed_files(connection, files)
    extensions = dict(
        connection.execute("select extname, extversion from pg_catalog.pg_extension").fetchall()
    )
    return Status(
        server_version=_value(connection, "show server_version"),
        is_superuser=_value(connection, "show is_superuser") == "on",
        applied=[file.id for file in plan.applied] if plan else [],
        pending=[file.id for file in (plan.pending if plan else migrations)],
        edited=plan.edited if plan else [],
        unknown=plan.unknown if plan else [],
        unrecorded=[file.id for file in migrations if recorded.get(file.id) != file.sha256],
        changed_sql_files=[file.path for file in files],
        extensions={name: extensions.get(name) for name in EXTENSIONS},
        pipeline=(
            _value(connection, "select analytics_api.get_status()")
            if has["analytics_api.get_status"]
            else None
        ),
    )


def _value(connection: psycopg.Connection[Any], query: str) -> Any:
    """The first value of the first row."""
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]
