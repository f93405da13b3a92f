"""The same events from several sessions at once are there once, and nobody waits in a circle."""

from __future__ import annotations

import json
import random
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

ROUNDS = 12
SESSIONS = 3
SIZE = 300
START = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def vendors(dsn: str) -> Iterator[list[str]]:
    """Some vendors, who are gone with all their events after the test."""
    made = [str(uuid.uuid4()) for _ in range(3)]
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
        connection.execute("select analytics_api.register_vendors(%s::uuid[])", [made])
        yield made
        connection.execute(
            "delete from public.analytics_events where vendor_id = any (%s::uuid[])", [made]
        )
        for vendor_id in made:
            connection.execute("select analytics.fold_vendor(%s)", [vendor_id])
        connection.execute("delete from public.user_profiles where id = any (%s::uuid[])", [made])


def make_batch(vendors: list[str], chance: random.Random) -> list[dict[str, Any]]:
    """Events that are valid throughout and say their id and time: the plain way takes them all."""
    return [
        {
            "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "vendorId": chance.choice(vendors),
            "eventType": "payment.received",
            "timestamp": (START + timedelta(minutes=chance.randrange(40_000))).isoformat(),
            "eventData": {"paymentId": str(number), "amount": 1, "method": "card"},
        }
        for number in range(SIZE)
    ]


def test_the_same_batch_from_several_sessions_is_stored_once(dsn: str, vendors: list[str]) -> None:
    chance = random.Random(1)
    for _ in range(ROUNDS):
        batch = make_batch(vendors, chance)
        barrier = threading.Barrier(SESSIONS)
        counts: list[Counter[str]] = []
        failures: list[BaseException] = []

        def send(
            events: list[dict[str, Any]],
            barrier: threading.Barrier = barrier,
            counts: list[Counter[str]] = counts,
            failures: list[BaseException] = failures,
        ) -> None:
            try:
                with psycopg.connect(dsn, autocommit=True) as session:
                    barrier.wait()
                    row = session.execute(
                        "select analytics_api.ingest_events(%s) -> 'verdicts'",
                        [json.dumps(events)],
                    ).fetchone()
                assert row is not None
                counts.append(Counter(verdict["status"] for verdict in row[0]))
            except BaseException as failure:
                failures.append(failure)

        # Each in another order: it is not the sender who sees to it that they meet in one.
        threads = [
            threading.Thread(target=send, args=(chance.sample(batch, SIZE),))
            for _ in range(SESSIONS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert sum(counts, Counter()) == {"stored": SIZE, "duplicate": SIZE * (SESSIONS - 1)}
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "select count(*), count(distinct id) from public.analytics_events"
            " where vendor_id = any (%s::uuid[])",
            [vendors],
        ).fetchone()
    assert row == (ROUNDS * SIZE, ROUNDS * SIZE)
