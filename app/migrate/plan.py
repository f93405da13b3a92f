from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

from app.migrate.source import MigrationFile, Source


@dataclass(frozen=True, slots=True)
class Plan:
    """The migrations of a source, as a database sees them."""

    applied: list[MigrationFile]
    pending: list[MigrationFile]
    edited: list[str]
    """Applied, but the file has changed since then."""
    unknown: list[str]
    """Applied, but there is no such file: the database is of a newer release."""


def make_plan(connection: psycopg.Connection[Any], source: Source) -> Plan:
    """Compare the files with what the database says was applied; it must be prepared."""
    files = source.read_migrations()
    applied = {
        row[0]: row[1]
        for row in connection.execute(
            "select m.migration_id, c.sha256 from analytics._yoyo_migration as m"
            " left join analytics.migration_checksums as c using (migration_id)"
        )
    }
    return Plan(
        applied=[file for file in files if file.id in applied],
        pending=[file for file in files if file.id not in applied],
        edited=[file.id for file in files if applied.get(file.id) not in (None, file.sha256)],
        unknown=sorted(applied.keys() - {file.id for file in files}),
    )
