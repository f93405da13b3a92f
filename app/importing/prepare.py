from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.importing.outcome import Outcome
from app.importing.request import Request


def prepare(
    connection: psycopg.Connection[Any], request: Request, outcome: Outcome
) -> dict[str, Any]:
    """Make room for the events; returns what the database says of them as a whole."""
    settings = request.vendor_settings
    row = connection.execute(
        "select analytics.prepare_import(%s, %s)",
        [request.earliest, None if settings is None else Jsonb(settings)],
    ).fetchone()
    assert row is not None
    prepared: dict[str, Any] = row[0]
    outcome.events = prepared["events"]
    outcome.vendors_added = prepared["vendors"]
    outcome.partitions_added = prepared["partitions"]
    return prepared
