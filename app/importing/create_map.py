from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

from app.importing.errors import ImportFailedError

_PREFIX = "create temporary view import_map as\n"


def create_map(connection: psycopg.Connection[Any], path: Path) -> None:
    """Make the map a temporary view, which only one query can be, and only one that reads."""
    text = path.read_text(encoding="utf-8")
    try:
        connection.execute("drop view if exists pg_temp.import_map")
        # Prepared, because the server then takes one statement and no more.
        connection.execute((_PREFIX + text).encode(), prepare=True)
        connection.execute("select analytics.check_import_map()")
    except psycopg.Error as error:
        if error.sqlstate is None:
            raise
        raise ImportFailedError(f"{path}{_where(error, text)}: {_reason(error)}") from error


def _where(error: psycopg.Error, text: str) -> str:
    """The line of the map that an error of the parser points to."""
    position = int(error.diag.statement_position or 0) - len(_PREFIX) - 1
    if position < 0:
        return ""
    return f", line {text.count(chr(10), 0, min(position, len(text))) + 1}"


def _reason(error: psycopg.Error) -> str:
    if error.sqlstate == "42601" and "multiple commands" in str(error):
        return "a map is one SELECT, not several statements"
    message = error.diag.message_primary or str(error)
    return f"{message} ({error.diag.message_hint})" if error.diag.message_hint else message
