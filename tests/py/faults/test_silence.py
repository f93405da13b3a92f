"""Ten minutes without pg_cron: readers notice nothing, and one call catches up."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.migrate import migrate
from tests.py.faults.ledger import START, VENDORS, is_valid, make_event

NOW = datetime(2026, 5, 1, 10, 0, 0, 500_000, tzinfo=UTC)


@pytest.fixture
def database(make_database: Callable[..., str]) -> Iterator[psycopg.Connection[Any]]:
    url = make_database()
    migrate(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions(%s, now())", [START])
        connection.execute("select analytics_api.register_vendors(%s::uuid[])", [VENDORS])
        yield connection


def revenue(database: psycopg.Connection[Any], vendor_id: str) -> Decimal:
    request = {"vendorId": vendor_id, "metrics": ["revenue"], "timeframe": "last_30_days"}
    row = database.execute(
        "select analytics_api.calculate_metrics(%s) #>> '{data,0,totals,0,value}'",
        [Jsonb(request)],
    ).fetchone()
    assert row is not None
    return Decimal(row[0])


def test_ten_silent_minutes_are_caught_up_in_one_call(
    database: psycopg.Connection[Any],
) -> None:
    database.execute("call analytics.run_due_jobs(%s)", [NOW])
    chance = random.Random(3)
    expected = dict.fromkeys(VENDORS, Decimal(0))
    for _ in range(10):
        events = [make_event(chance) for _ in range(50)]
        database.execute("select analytics_api.ingest_events(%s)", [Jsonb(events)])
        for event in filter(is_valid, events):
            expected[event["vendorId"]] += Decimal(event["eventData"].get("amount", 0))
        # Nobody folds; the numbers are right all the same.
        assert {v: revenue(database, v) for v in VENDORS} == expected
    pending = "select count(*) > 0 from analytics.rollup_deltas"
    assert database.execute(pending).fetchone() == (True,)

    later = NOW + timedelta(minutes=10)
    database.execute("call analytics.run_due_jobs(%s)", [later])
    assert database.execute(pending).fetchone() == (False,)
    assert database.execute("select count(*) from analytics.booking_changes").fetchone() == (0,)
    # Once, not once for each minute that was missed; and next time when it is due.
    assert database.execute(
        "select job_name, last_status, last_started_at, next_run_at > %s"
        " from analytics.jobs where job_name in ('fold', 'refresh_views') order by 1",
        [later],
    ).fetchall() == [
        ("fold", "succeeded", later, True),
        ("refresh_views", "succeeded", later, True),
    ]
    assert database.execute(
        "select count(*) from analytics.job_runs"
        " where job_name = 'refresh_views' and started_at > %s",
        [NOW],
    ).fetchone() == (1,)
    assert database.execute("select refreshed_at from analytics.view_refreshes").fetchone() == (
        later,
    )
    assert {v: revenue(database, v) for v in VENDORS} == expected
    assert database.execute(
        "select analytics_api.verify_rollups() -> 'differences'"
    ).fetchone() == ([],)
