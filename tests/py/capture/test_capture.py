"""Capture triggers are never in the way of the host, and what they capture is never lost."""

from __future__ import annotations

import json
import random
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors

from app.migrate import Source, migrate, roll_back, uninstall

Database = psycopg.Connection[Any]
CLIENTS = 8
TRANSACTIONS = 15
VENDORS = 6


def connect(dsn: str) -> Database:
    return psycopg.connect(dsn, autocommit=True)


def track(database: Database) -> None:
    """Two tables of a host, and what of them is captured."""
    database.execute("create schema host")
    database.execute(
        "create table host.bookings (id bigint generated always as identity primary key,"
        " vendor_id uuid, status text not null default 'confirmed', total numeric)"
    )
    database.execute(
        "create table host.payments (id uuid primary key default gen_random_uuid(),"
        " vendor_id uuid, amount numeric)"
    )
    for table, event_type, mapping in (
        (
            "host.bookings",
            "booking.confirmed",
            {
                "when": {"status": "confirmed"},
                "fields": {
                    "bookingId": "id",
                    "value": "total",
                    "weddingDate": {"value": "2027-05-01"},
                },
            },
        ),
        (
            "host.bookings",
            "booking.changed",
            {"on": ["update"], "fields": {"bookingId": "id", "value": "total"}},
        ),
        (
            "host.payments",
            "payment.received",
            {"fields": {"paymentId": "id", "amount": "amount"}},
        ),
    ):
        database.execute(
            "select analytics_api.track_table(%s::text::regclass, %s, %s)",
            [table, event_type, json.dumps({"vendor": "vendor_id"} | mapping)],
        )


@pytest.fixture
def host(dsn: str) -> Iterator[str]:
    """The test database with two tracked tables, which are gone afterwards with their events."""
    with connect(dsn) as database:
        database.execute("select analytics_api.ensure_partitions(now() - interval '1 day', now())")
        track(database)
        yield dsn
        database.execute("select analytics_api.untrack_table('host.bookings')")
        database.execute("select analytics_api.untrack_table('host.payments')")
        database.execute("drop schema host cascade")
        database.execute("delete from analytics.capture_queue")
        database.execute("delete from public.analytics_events where source_system ~ '^host'")
        database.execute("delete from public.analytics_rejected_events where door = 'capture'")


@pytest.fixture
def vendors(host: str) -> Iterator[list[str]]:
    """Vendors, of which the last does not exist."""
    ids = [str(uuid.uuid4()) for _ in range(VENDORS)]
    with connect(host) as database:
        database.execute("select analytics_api.register_vendors(%s::uuid[])", [ids[:-1]])
        yield ids
        database.execute("delete from public.analytics_events where vendor_id = any(%s)", [ids])
        database.execute("select analytics.fold_vendor(v) from unnest(%s::uuid[]) as v", [ids[:-1]])
        database.execute("delete from public.user_profiles where id = any(%s)", [ids])


def count(database: Database, query: str) -> int:
    row = database.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])


STORED = "select count(*) from public.analytics_events where source_system ~ '^host'"
REJECTED = "select count(*) from public.analytics_rejected_events where door = 'capture'"
QUEUED = "select count(*) from analytics.capture_queue"


def drain_all(database: Database) -> None:
    while count(database, QUEUED):
        database.execute("call analytics.run_capture_drain('0 seconds')")


def work_as_host(dsn: str, client: int, vendors: list[str], pids: list[int]) -> None:
    """Transactions of many statements, each client with an order of vendors of its own."""
    generator = random.Random(client)
    with psycopg.connect(dsn) as connection:
        pids.append(connection.info.backend_pid)
        for number in range(TRANSACTIONS):
            for vendor in generator.sample(vendors, len(vendors)):
                booking = connection.execute(
                    "insert into host.bookings (vendor_id, total) values (%s, 900) returning id",
                    [vendor],
                ).fetchone()
                connection.execute(
                    "insert into host.payments (vendor_id, amount) values (%s, %s)",
                    [vendor, generator.choice([5, -5])],
                )
                connection.execute("update host.bookings set total = 950 where id = %s", booking)
            if number % 5 == 4:
                connection.rollback()
            else:
                connection.commit()


def test_crossing_transactions_neither_wait_nor_deadlock_and_nothing_is_lost(
    host: str, vendors: list[str]
) -> None:
    pids: list[int] = []
    failures: list[object] = []
    waits: set[tuple[Any, ...]] = set()
    is_over = threading.Event()

    def guarded(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            except Exception as error:
                failures.append(error)

        return threading.Thread(target=run)

    def repeat(statement: str) -> Callable[[], None]:
        def work() -> None:
            with connect(host) as database:
                while not is_over.is_set():
                    database.execute(statement.encode())

        return work

    def client(number: int) -> Callable[[], None]:
        return lambda: work_as_host(host, number, vendors, pids)

    clients = [guarded(client(number)) for number in range(CLIENTS)]
    others = [
        # Two that drain, and one that folds.
        guarded(repeat("call analytics.run_capture_drain('0.2 seconds')")),
        guarded(repeat("call analytics.run_capture_drain('0.2 seconds')")),
        guarded(
            repeat(
                "select analytics.fold_item(now(), v)"
                " from analytics.list_pending_vendors(now()) as v"
            )
        ),
    ]
    deadlocks = "select deadlocks from pg_stat_database where datname = current_database()"
    with connect(host) as watcher:
        before = count(watcher, deadlocks)
        for thread in clients + others:
            thread.start()
        while any(thread.is_alive() for thread in clients):
            # To extend a file is not a wait for another transaction.
            waits.update(
                watcher.execute(
                    "select pid, locktype, relation::regclass::text, waitstart from pg_locks"
                    " where not granted and locktype <> 'extend' and pid = any(%s)",
                    [pids],
                ).fetchall()
            )
        is_over.set()
        for thread in others:
            thread.join()
        assert failures == []
        assert waits == set()
        assert count(watcher, deadlocks) == before

        drain_all(watcher)
        committed = CLIENTS * (TRANSACTIONS - TRANSACTIONS // 5)
        received = committed * VENDORS * 3
        # The vendor that does not exist, and the payments that are negative.
        negative = count(
            watcher,
            f"select count(*) from host.payments where amount < 0 and vendor_id <> '{vendors[-1]}'",
        )
        assert count(watcher, REJECTED) == committed * 3 + negative
        assert count(watcher, STORED) == received - committed * 3 - negative


def test_a_drain_that_is_killed_loses_nothing_and_stores_nothing_twice(
    host: str, vendors: list[str]
) -> None:
    is_over = threading.Event()
    kill_count = 0

    def drain() -> None:
        while not is_over.is_set():
            try:
                with connect(host) as database:
                    pids.append(database.info.backend_pid)
                    database.execute("call analytics.run_capture_drain('10 seconds')")
            except psycopg.OperationalError:
                pass

    pids: list[int] = []
    thread = threading.Thread(target=drain)
    with connect(host) as database:
        thread.start()
        for _ in range(12):
            database.execute(
                "insert into host.payments (vendor_id, amount)"
                " select %s, n from generate_series(1, 500) as n",
                [vendors[0]],
            )
            if pids:
                kill_count += count(database, f"select pg_terminate_backend({pids[-1]})::integer")
        is_over.set()
        database.execute(f"select pg_terminate_backend({pids[-1]})".encode())
        thread.join()
        drain_all(database)
        assert kill_count > 0
        assert (count(database, STORED), count(database, REJECTED)) == (12 * 500, 0)


def test_whoever_locks_the_queue_does_not_hold_up_the_host(host: str, vendors: list[str]) -> None:
    with psycopg.connect(host) as maintenance, connect(host) as database:
        maintenance.execute("lock table analytics.capture_queue in access exclusive mode")
        database.execute("set statement_timeout = '2s'")
        database.execute(
            "insert into host.payments (vendor_id, amount) values (%s, 7)", vendors[:1]
        )
        maintenance.rollback()
        row = database.execute(
            "select reasons #>> '{0,got}',"
            " convert_from(raw_event, 'UTF8')::jsonb #>> '{row,amount}'"
            " from public.analytics_rejected_events where door = 'capture'"
        ).fetchone()
    assert row == ("canceling statement due to lock timeout (55P03)", "7")


def test_a_cancel_reaches_the_host(host: str, vendors: list[str]) -> None:
    with psycopg.connect(host) as maintenance, connect(host) as database:
        maintenance.execute("lock table analytics.capture_queue in access exclusive mode")
        database.execute("set statement_timeout = '40ms'")
        with pytest.raises(errors.QueryCanceled):
            database.execute(
                "insert into host.payments (vendor_id, amount) values (%s, 8)", vendors[:1]
            )
        maintenance.rollback()
        database.execute("set statement_timeout = 0")
        assert count(database, "select count(*) from host.payments where amount = 8") == 0


def test_a_plan_made_for_one_row_serves_many(host: str, vendors: list[str]) -> None:
    with connect(host) as database:
        database.execute("insert into host.bookings (vendor_id, total) values (%s, 1)", vendors[:1])
        database.execute("update host.bookings set total = 2")
        database.execute(
            "insert into host.bookings (vendor_id, total)"
            " select %s, 1 from generate_series(1, 20000) as n",
            vendors[:1],
        )
        database.execute("set statement_timeout = '10s'")
        # As a nested loop this would compare 400 million pairs.
        database.execute("update host.bookings set total = total + 1")
        changed = count(
            database,
            "select count(*) from analytics.capture_queue where event_type = 'booking.changed'",
        )
        assert changed == 20002


def test_a_busy_table_is_not_waited_for_long(host: str) -> None:
    with psycopg.connect(host) as writer, connect(host) as database:
        writer.execute("insert into host.payments (amount) values (1)")
        with pytest.raises(psycopg.Error) as refusal:
            database.execute(
                "select analytics_api.track_table('host.payments', 'payment.refunded',"
                """ '{"vendor": "vendor_id", "on": ["delete"],"""
                """ "fields": {"paymentId": "id", "amount": "amount"}}')"""
            )
        writer.rollback()
        assert refusal.value.sqlstate == "ZA501"
        assert count(database, "select count(*) from analytics.tracked_tables") == 3


def test_a_copy_into_the_inbox_while_it_is_emptied(dsn: str, vendors: list[str]) -> None:
    with psycopg.connect(dsn) as producer, connect(dsn) as job:
        with producer.cursor().copy(
            "copy public.analytics_inbox (vendor_id, event_type, event_data) from stdin"
        ) as copy:
            for number in range(3000):
                copy.write_row((vendors[0], "page.viewed", json.dumps({"path": f"/{number}"})))
        # The copy is not committed: the job gives up at once instead of queueing others behind it.
        job.execute("set statement_timeout = '2s'")
        job.execute("select analytics.truncate_inbox(now(), 'analytics_inbox')")
        producer.commit()
        job.execute("select analytics.truncate_inbox(now(), 'analytics_inbox')")
        assert count(job, "select count(*) from public.analytics_inbox") == 0
        assert (
            count(
                job,
                f"select count(*) from public.analytics_events where vendor_id = '{vendors[0]}'",
            )
            == 3000
        )


@pytest.mark.parametrize("leave", ["uninstall", "roll back"])
def test_the_tables_of_the_host_are_as_before_once_we_are_gone(
    make_database: Callable[..., str], leave: str
) -> None:
    dsn = make_database()
    migrate(dsn)
    with connect(dsn) as database:
        track(database)
        if leave == "uninstall":
            uninstall(dsn, is_dry_run=False, report=lambda _: None)
        else:
            ids = [file.id for file in Source().read_migrations()]
            roll_back(dsn, down_to=ids[ids.index("0016-track-host-tables") - 1])
        assert (
            count(
                database,
                "select count(*) from pg_trigger where not tgisinternal and tgrelid"
                " in ('host.bookings'::regclass, 'host.payments'::regclass)",
            )
            == 0
        )
        database.execute("insert into host.payments (amount) values (5)")
