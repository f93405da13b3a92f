from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.importing.outcome import Outcome, Reason
from app.importing.prepare import prepare
from app.importing.request import Report, Request


def store_rows(
    connection: psycopg.Connection[Any], request: Request, outcome: Outcome, report: Report
) -> None:
    """Ingest the mapped events, a transaction per batch, from where an earlier run was stopped."""
    prepared = prepare(connection, request, outcome)
    row = connection.execute(
        "select import_id, acknowledged_count from analytics.start_import(%s, %s, %s, %s)",
        [
            Jsonb({"name": request.source.path.name, "sha256": request.source.sha256()}),
            Jsonb({"name": request.map_path.name, "sha256": _sha256(request.map_path)}),
            Jsonb(prepared),
            request.is_restart,
        ],
    ).fetchone()
    assert row is not None
    import_id, outcome.already_acknowledged = row
    started = time.monotonic()
    while True:
        report("storing events", outcome.already_acknowledged + outcome.received, outcome.events)
        row = connection.execute(
            "select analytics.import_batch(%s, %s)", [import_id, request.batch_size]
        ).fetchone()
        assert row is not None
        if not row[0]["received"]:
            break
        outcome.add(row[0])
    outcome.events_per_second = round(outcome.received / max(time.monotonic() - started, 0.001))
    connection.execute("select analytics.finish_import(%s)", [import_id])
    if outcome.rejected or outcome.already_acknowledged:
        outcome.reasons = _list_reasons(connection, import_id)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _list_reasons(connection: psycopg.Connection[Any], import_id: object) -> list[Reason]:
    rows = connection.execute(
        "select pointer, keyword, expected, got, event_count"
        " from analytics.list_import_reasons(%s)",
        [import_id],
    )
    return [
        Reason(pointer=pointer, keyword=keyword, expected=expected, got=got, events=events)
        for pointer, keyword, expected, got, events in rows
    ]
