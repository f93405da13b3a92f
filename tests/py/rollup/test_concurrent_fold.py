"""Numbers stay exact while writers, folders and readers work at the same time."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

BATCHES = 40
BATCH_SIZE = 25


@pytest.fixture
def vendor_id(dsn: str) -> Iterator[str]:
    """A vendor of its own, in a zone whose hours begin at half past."""
    vendor = str(uuid.uuid4())
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
        connection.execute(
            "select analytics_api.register_vendors(array[%s::uuid], %s)",
            [vendor, json.dumps({"timeZone": "Asia/Kolkata", "currency": "INR"})],
        )
        yield vendor
        connection.execute("delete from public.analytics_events where vendor_id = %s", [vendor])
        connection.execute("select analytics.fold_vendor(%s)", [vendor])
        connection.execute("delete from public.user_profiles where id = %s", [vendor])


def batch(vendor_id: str, writer: int, number: int) -> str:
    """Payments and bookings of one batch; two writers share bookings, and never an event."""
    start = datetime(2026, 5, 1, tzinfo=UTC)
    events = []
    for index in range(BATCH_SIZE):
        is_payment = index % 2 == 0
        events.append(
            {
                "id": str(uuid.uuid4()),
                "vendorId": vendor_id,
                "eventType": "payment.received" if is_payment else "booking.changed",
                "timestamp": (start + timedelta(minutes=7 * (number * 3 + index))).isoformat(),
                "eventData": (
                    {"paymentId": f"{writer}-{number}", "amount": index, "method": "card"}
                    if is_payment
                    else {"bookingId": f"b{index % 7}", "value": index}
                ),
            }
        )
    return json.dumps(events)


def test_readers_see_every_commit_once_whatever_the_fold_is_doing(dsn: str, vendor_id: str) -> None:
    is_over = threading.Event()
    failures: list[object] = []

    def guarded(work: Callable[[psycopg.Connection[tuple[object, ...]]], None]) -> threading.Thread:
        def run() -> None:
            try:
                with psycopg.connect(dsn, autocommit=True) as connection:
                    work(connection)
            except Exception as error:
                failures.append(error)

        return threading.Thread(target=run)

    def write(writer: int) -> Callable[[psycopg.Connection[tuple[object, ...]]], None]:
        def work(connection: psycopg.Connection[tuple[object, ...]]) -> None:
            for number in range(BATCHES):
                connection.execute(
                    "select analytics_api.ingest_events(%s)", [batch(vendor_id, writer, number)]
                )
                if number % 10 == 9:
                    connection.execute(
                        "delete from public.analytics_events where vendor_id = %s"
                        " and event_data ->> 'paymentId' = %s",
                        [vendor_id, f"{writer}-{number}"],
                    )

        return work

    def fold(connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not is_over.is_set():
            connection.execute("select analytics.fold_vendor(%s)", [vendor_id])

    def rebuild(connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not is_over.wait(0.2):
            connection.execute("select analytics_api.rebuild_rollups(%s)", [vendor_id])

    def read(connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not is_over.is_set():
            row = connection.execute(
                "select analytics_api.verify_rollups(%s) -> 'differences'", [vendor_id]
            ).fetchone()
            assert row is not None
            if row[0] != []:
                failures.append(row[0])
                return

    writers = [guarded(write(writer)) for writer in range(2)]
    others = [guarded(work) for work in (fold, fold, rebuild, read)]
    for thread in writers + others:
        thread.start()
    for thread in writers:
        thread.join()
    is_over.set()
    for thread in others:
        thread.join()
    assert failures == []

    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(
            "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
        ).fetchone()
        # Of each writer every tenth batch lost its 13 payments again.
        assert row == (2 * BATCHES * BATCH_SIZE - 2 * (BATCHES // 10) * 13,)
