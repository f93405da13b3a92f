from __future__ import annotations

from collections.abc import Callable

import psycopg
from psycopg.errors import Diagnostic

from app.migrate.errors import MigrationError, describe
from app.migrate.source import Source


def uninstall(
    dsn: str, *, is_dry_run: bool, report: Callable[[str], object], source: Source | None = None
) -> None:
    """Drop everything of ours from the database, or only report each statement of it.

    All or nothing. Raises MigrationError where something of somebody else rests on it.
    """
    source = source or Source()
    script = (source.sql / "uninstall.sql").read_text(encoding="utf-8")

    def pass_on(notice: Diagnostic) -> None:
        if notice.severity_nonlocalized == "NOTICE" and notice.message_primary:
            report(notice.message_primary)

    with psycopg.connect(dsn, autocommit=True, application_name="wedsync uninstall") as connection:
        connection.add_notice_handler(pass_on)
        try:
            connection.execute(
                "select set_config('wedsync.dry_run', %s, false)", ["on" if is_dry_run else "off"]
            )
            connection.execute(script)
        except psycopg.Error as error:
            raise MigrationError(f"nothing was uninstalled: {describe(error)}") from error
