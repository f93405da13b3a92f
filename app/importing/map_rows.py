from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

from app.importing.errors import ImportFailedError

_READ_ONLY = "25006"
_INSUFFICIENT_PRIVILEGE = "42501"


def map_rows(connection: psycopg.Connection[Any], path: Path) -> None:
    """Run the map over the rows; it cannot change anything, whatever it calls."""
    try:
        with connection.transaction():
            connection.execute("select analytics.map_import_rows()")
    except psycopg.Error as error:
        if error.sqlstate is None:
            raise
        message = error.diag.message_primary or str(error)
        if error.sqlstate in (_READ_ONLY, _INSUFFICIENT_PRIVILEGE):
            message += "; a map only reads import_rows"
        raise ImportFailedError(f"{path}: {message}") from error
