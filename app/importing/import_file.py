from __future__ import annotations

import time
from typing import Any

import psycopg

from app.importing.copy_rows import copy_rows
from app.importing.create_map import create_map
from app.importing.judge_rows import judge_rows
from app.importing.map_rows import map_rows
from app.importing.outcome import Outcome
from app.importing.read_header import read_header
from app.importing.request import Report, Request
from app.importing.store_rows import store_rows


def import_file(connection: psycopg.Connection[Any], request: Request, report: Report) -> Outcome:
    """Import a file over a connection in autocommit mode, whose session it takes over.

    Raises ImportFailedError where the file or the map is no good; what is committed by then stays,
    and the next call goes on from there.
    """
    started = time.monotonic()
    outcome = Outcome(
        file=request.source.path.name, map=request.map_path.name, dry_run=request.is_dry_run
    )
    connection.execute("set timezone to 'UTC'")
    connection.execute("set statement_timeout to 0")
    report("copying rows", 0, 0)
    columns = read_header(request.source, encoding=request.encoding, delimiter=request.delimiter)
    outcome.rows = copy_rows(connection, request, columns)
    report("mapping rows", 0, 0)
    create_map(connection, request.map_path)
    map_rows(connection, request.map_path)
    if request.is_dry_run:
        judge_rows(connection, request, outcome, report)
    else:
        store_rows(connection, request, outcome, report)
    report("done", outcome.already_acknowledged + outcome.received, outcome.events)
    outcome.seconds = round(time.monotonic() - started, 3)
    return outcome
