"""Addresses are cut also where events come late, into a month that was done."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import psycopg
import pytest

Connection = psycopg.Connection[tuple[object, ...]]
NOW = "2026-06-15 12:00:00+00"
MARCH = "public.analytics_events_p2026_03"


@pytest.fixture
def database(dsn: str) -> Iterator[Connection]:
    """A connection that commits."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-02-01', '2026-06-30')")
        yield connection
        connection.execute("delete from analytics.address_passes")


@pytest.fixture
def vendor_id(database: Connection) -> Iterator[str]:
    made = str(uuid.uuid4())
    database.execute("select analytics_api.register_vendors(array[%s::uuid])", [made])
    yield made
    database.execute("delete from public.analytics_events where vendor_id = %s", [made])
    database.execute("select analytics.fold_vendor(%s)", [made])
    database.execute("delete from public.user_profiles where id = %s", [made])


def view_page(database: Connection, vendor_id: str, at: str) -> None:
    event = {
        "vendorId": vendor_id,
        "eventType": "page.viewed",
        "timestamp": at,
        "ipAddress": "192.0.2.7",
        "eventData": {"path": "/"},
    }
    database.execute("select analytics_api.ingest_events(%s)", [json.dumps(event)])
    # What was inserted is counted at once, and not within a minute.
    database.execute("select pg_stat_force_next_flush()")
    database.execute("select 1")


def run(database: Connection) -> set[str]:
    """Do what is due; the partitions that had something."""
    items = [
        str(row[0])
        for row in database.execute("select analytics.list_address_batches(%s)", [NOW]).fetchall()
    ]
    for item in items:
        database.execute("select analytics.truncate_addresses(%s, %s)", [NOW, item])
    return {item.split()[0] for item in items}


def test_a_month_that_was_done_is_done_again_only_after_events_came(
    database: Connection, vendor_id: str
) -> None:
    view_page(database, vendor_id, "2026-03-10T10:00:00Z")
    assert {MARCH, "public.analytics_events_p2026_02"} < run(database)
    assert run(database) == set()
    view_page(database, vendor_id, "2026-03-11T10:00:00Z")
    assert run(database) == {MARCH}
    assert run(database) == set()
    assert database.execute(
        "select ip_address::text, count(*) from public.analytics_events where vendor_id = %s"
        " group by 1",
        [vendor_id],
    ).fetchall() == [("192.0.2.0/24", 2)]
