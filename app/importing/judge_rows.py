from __future__ import annotations

import dataclasses
import time
from typing import Any

import psycopg

from app.importing.outcome import Outcome, Reason
from app.importing.prepare import prepare
from app.importing.request import Report, Request

SAMPLE_EVENTS = 3
REASONS_MAX = 10


def judge_rows(
    connection: psycopg.Connection[Any], request: Request, outcome: Outcome, report: Report
) -> None:
    """Validate the mapped events without storing any; partitions and vendors are undone."""
    started = time.monotonic()
    reasons: dict[tuple[str, str], Reason] = {}
    with connection.transaction(force_rollback=True):
        prepare(connection, request, outcome)
        outcome.sample = _take(connection, SAMPLE_EVENTS)
        while outcome.received < outcome.events:
            report("validating events", outcome.received, outcome.events)
            row = connection.execute(
                "select analytics.judge_import_batch(%s, %s)",
                [outcome.received, request.batch_size],
            ).fetchone()
            assert row is not None
            outcome.add(row[0])
            for found in row[0]["reasons"]:
                reason = Reason(**found)
                known = reasons.get((reason.pointer, reason.keyword))
                reasons[reason.pointer, reason.keyword] = (
                    dataclasses.replace(known, events=known.events + reason.events)
                    if known
                    else reason
                )
    outcome.reasons = sorted(reasons.values(), key=lambda reason: -reason.events)[:REASONS_MAX]
    outcome.events_per_second = round(outcome.received / max(time.monotonic() - started, 0.001))


def _take(connection: psycopg.Connection[Any], count: int) -> list[dict[str, Any]]:
    row = connection.execute("select analytics.take_import_batch(0, %s)", [count]).fetchone()
    assert row is not None
    return list(row[0])
