from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from app.importing.errors import ImportFailedError
from app.importing.request import ENCODINGS, Request


def copy_rows(connection: psycopg.Connection[Any], request: Request, columns: list[str]) -> int:
    """Copy the file into the temporary table of the import; returns the number of rows."""
    row = connection.execute("select analytics.create_import_rows(%s)", [columns]).fetchone()
    assert row is not None
    options = sql.SQL(" with (format csv, header true, delimiter {}, encoding {})").format(
        request.delimiter, ENCODINGS[request.encoding]
    )
    statement = sql.Composed([sql.SQL(row[0]), options])
    try:
        with connection.cursor() as cursor:
            with cursor.copy(statement) as copy:
                for chunk in request.source.chunks():
                    copy.write(chunk)
            return cursor.rowcount
    except psycopg.DataError as error:
        context = (error.diag.context or "").splitlines()
        where = context[0].removeprefix("COPY import_raw, ") if context else "somewhere"
        raise ImportFailedError(
            f"{request.source.path} cannot be read as CSV: {error.diag.message_primary} ({where})"
        ) from error
