"""A reader never sees a half of a correction, whatever else is going on."""

from __future__ import annotations

import json
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

Work = Callable[[psycopg.Connection[Any]], None]
EVENT_COUNT = 60
CORRECTION_COUNT = 120
AMOUNTS = (10, 20, 30)
START = datetime(2026, 5, 1, tzinfo=UTC)
MAY = {"from": "2026-05-01", "to": "2026-06-01"}


@pytest.fixture
def vendor_id(dsn: str) -> Iterator[str]:
    """A vendor of its own, with payments of 10 each."""
    vendor = str(uuid.uuid4())
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor])
        yield vendor
        connection.execute("delete from public.analytics_events where vendor_id = %s", [vendor])
        connection.execute("select analytics.fold_vendor(%s)", [vendor])
        connection.execute("delete from public.user_profiles where id = %s", [vendor])


def payment(vendor_id: str, number: int, amount: int = 10) -> dict[str, Any]:
    return {
        "id": str(uuid.UUID(int=number + 1)),
        "vendorId": vendor_id,
        "eventType": "payment.received",
        "timestamp": (START + timedelta(hours=7 * number)).isoformat(),
        "eventData": {"paymentId": str(number), "amount": amount, "method": "card"},
    }


def ingest(connection: psycopg.Connection[Any], *events: dict[str, Any]) -> list[str]:
    row = connection.execute(
        "select analytics_api.ingest_events(%s) -> 'verdicts'", [json.dumps(events)]
    ).fetchone()
    assert row is not None
    return [verdict["status"] for verdict in row[0]]


def read(connection: psycopg.Connection[Any], vendor_id: str) -> tuple[Any, Any]:
    """What the product answers, and what the events say, in one snapshot."""
    request = {
        "vendorId": vendor_id,
        "timeframe": MAY,
        "metrics": [
            {"metric": "revenue", "aggregation": a} for a in ("sum", "count", "min", "max")
        ],
    }
    row = connection.execute(
        "select jsonb_path_query_array(analytics_api.calculate_metrics(%s),"
        " '$.data[*].rows[*].value'),"
        " (select jsonb_build_array(sum(a), count(a), min(a), max(a)) from ("
        "  select (e.event_data ->> 'amount')::numeric as a from public.analytics_events as e"
        "  where e.vendor_id = %s) as e)",
        [json.dumps(request), vendor_id],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def run_all(dsn: str, actors: list[Work], others: list[Callable[[threading.Event], Work]]) -> None:
    """Run all at once, the others until the actors are done; the first failure is raised."""
    is_over = threading.Event()
    failures: list[Exception] = []

    def guarded(work: Work) -> threading.Thread:
        def run() -> None:
            try:
                with psycopg.connect(dsn, autocommit=True) as connection:
                    work(connection)
            except Exception as error:
                failures.append(error)

        return threading.Thread(target=run)

    acting = [guarded(work) for work in actors]
    waiting = [guarded(make(is_over)) for make in others]
    for thread in acting + waiting:
        thread.start()
    for thread in acting:
        thread.join()
    is_over.set()
    for thread in waiting:
        thread.join()
    if failures:
        raise failures[0]


def test_every_answer_is_that_of_the_events_of_its_moment(dsn: str, vendor_id: str) -> None:
    seen: set[str] = set()
    with psycopg.connect(dsn, autocommit=True) as connection:
        ingest(connection, *(payment(vendor_id, n) for n in range(EVENT_COUNT)))

    def correct(seed: int) -> Work:
        def work(connection: psycopg.Connection[Any]) -> None:
            # Both correct the same events, and now and then one of them goes for good.
            choice = random.Random(seed)
            for number in range(CORRECTION_COUNT):
                event = payment(
                    vendor_id, choice.randrange(10, EVENT_COUNT), choice.choice(AMOUNTS)
                )
                connection.execute(
                    "select analytics_api.correct_event(%s, %s)",
                    [json.dumps(event), json.dumps(event["eventData"])],
                )
                if number % 20 == 0:
                    gone = payment(vendor_id, number // 20)
                    connection.execute("select analytics_api.delete_event(%s)", [json.dumps(gone)])

        return work

    def replay(is_over: threading.Event) -> Work:
        def work(connection: psycopg.Connection[Any]) -> None:
            while not is_over.is_set():
                events = [payment(vendor_id, n) for n in range(EVENT_COUNT)]
                assert set(ingest(connection, *events)) == {"duplicate"}

        return work

    def fold(is_over: threading.Event) -> Work:
        def work(connection: psycopg.Connection[Any]) -> None:
            while not is_over.wait(0.01):
                connection.execute("select analytics.fold_vendor(%s)", [vendor_id])

        return work

    def look(is_over: threading.Event) -> Work:
        def work(connection: psycopg.Connection[Any]) -> None:
            while not is_over.is_set():
                answered, recounted = read(connection, vendor_id)
                assert answered == recounted
                seen.add(str(answered))

        return work

    run_all(dsn, [correct(1), correct(2)], [replay, fold, look, look])
    assert len(seen) > 10
    with psycopg.connect(dsn, autocommit=True) as connection:
        answered, recounted = read(connection, vendor_id)
        assert answered == recounted
        assert answered[1] == EVENT_COUNT - CORRECTION_COUNT // 20
        row = connection.execute(
            "select analytics_api.verify_rollups(%s) -> 'differences'", [vendor_id]
        ).fetchone()
        assert row == ([],)


def wait_until_blocked(connection: psycopg.Connection[Any], pid: int) -> None:
    for _ in range(500):
        row = connection.execute("select cardinality(pg_blocking_pids(%s))", [pid]).fetchone()
        if row and row[0]:
            return
        time.sleep(0.01)
    raise TimeoutError("the session does not wait for anybody")


def test_a_replay_that_waits_for_a_deletion_does_not_bring_the_event_back(
    dsn: str, vendor_id: str
) -> None:
    event = payment(vendor_id, 0)
    verdicts: list[str] = []
    with (
        psycopg.connect(dsn) as deleting,
        psycopg.connect(dsn, autocommit=True) as replaying,
        psycopg.connect(dsn, autocommit=True) as watching,
    ):
        ingest(watching, event)
        deleting.execute("select analytics_api.delete_event(%s)", [json.dumps(event)])
        replay = threading.Thread(
            target=lambda: verdicts.extend(ingest(replaying, event, payment(vendor_id, 1), event))
        )
        replay.start()
        wait_until_blocked(watching, replaying.info.backend_pid)
        deleting.commit()
        replay.join()
        assert verdicts == ["duplicate", "stored", "duplicate"]
        assert read(watching, vendor_id)[1] == [10, 1, 10, 10]


def test_the_second_of_two_corrections_at_once_finds_what_the_first_left(
    dsn: str, vendor_id: str
) -> None:
    event = payment(vendor_id, 0)
    statement = "select analytics_api.correct_event(%s, %s) ->> 'status'"
    statuses: list[Any] = []
    with (
        psycopg.connect(dsn) as first,
        psycopg.connect(dsn, autocommit=True) as second,
        psycopg.connect(dsn, autocommit=True) as watching,
    ):
        ingest(watching, event)
        first.execute(statement, [json.dumps(event), '{"paymentId": "0", "amount": 20}'])
        thread = threading.Thread(
            target=lambda: statuses.extend(
                second.execute(
                    statement, [json.dumps(event), '{"paymentId": "0", "amount": 30}']
                ).fetchone()
                or ()
            )
        )
        thread.start()
        wait_until_blocked(watching, second.info.backend_pid)
        first.commit()
        thread.join()
        assert statuses == ["corrected"]
        rows = watching.execute(
            "select data_before ->> 'amount', data_after ->> 'amount'"
            " from analytics.event_corrections where vendor_id = %s order by corrected_at",
            [vendor_id],
        ).fetchall()
        assert rows == [("10", "20"), ("20", "30")]
