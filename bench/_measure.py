"""What the benchmarks share: connections, the fold beside them, and how they print."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

Database = psycopg.Connection[Any]
ROOT = Path(__file__).parents[1]
SQL = Path(__file__).parent / "sql"
# As the app calls it: one statement that sets the claims and asks.
ASK = (
    "with request as materialized (select set_config('request.jwt.claims', %s, true),"
    " set_config('analytics.request_id', %s, true) as id,"
    " set_config('transaction_read_only', 'on', true))"
    " select analytics_api.calculate_metrics(%s::jsonb)::text from request"
)


def connect(url: str | None = None) -> Database:
    """A connection in autocommit to the database of this benchmark, or to another."""
    return psycopg.connect(url or os.environ["BENCH_DATABASE_URL"], autocommit=True)


def fresh_database(name: str) -> str:
    """Connection string of a migrated database beside that of this benchmark."""
    return subprocess.run(
        [ROOT / "bin" / "fresh-database", name],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.strip()


def prepare_scale(connection: Database, vendors: int, first_on: date) -> None:
    """The makers of events, vendors, and partitions from that day on."""
    connection.execute((SQL / "prepare_scale.sql").read_bytes())
    connection.execute("select analytics_api.ensure_partitions(%s::date - 1, now())", [first_on])
    connection.execute(
        "select analytics_api.register_vendors(array("
        "select bench.vendor_id(n) from generate_series(0, %s - 1) as n))",
        [vendors],
    )


def first_of_days(days: int) -> date:
    """The first of so many days that end today."""
    return (datetime.now(UTC) - timedelta(days=days - 1)).date()


def load_scale(connection: Database, events: int, vendors: int, days: int) -> None:
    """Vendors with so many events over the last days, folded."""
    first_on = first_of_days(days)
    prepare_scale(connection, vendors, first_on)
    batches = max(1, events // 1000)
    for first in range(0, batches, 1000):
        last = min(batches, first + 1000)
        connection.execute(
            "call bench.load_batches(%s, %s, 1000, %s, %s, %s, %s)",
            [first, last, batches * 1000, vendors, first_on, days],
        )
        fold(connection)
        print(f"{last:,} of {batches:,} thousand events loaded", flush=True)


def as_service(connection: Database) -> Database:
    """The same connection, with the role and the settings of the app's pool."""
    connection.prepare_threshold = 0
    connection.execute("set role analytics_api_user")
    connection.execute("select set_config('search_path', '', false)")
    return connection


def milliseconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def ask(connection: Database, vendor_id: str, request: dict[str, Any]) -> tuple[float, Any]:
    """Milliseconds that an answer takes, and the answer, on a connection of the service."""
    claims = json.dumps({"app_metadata": {"vendor_ids": [vendor_id]}})
    body = json.dumps({"vendorId": vendor_id, **request})
    rows: list[Any] = []
    ms = milliseconds(lambda: rows.extend(connection.execute(ASK, [claims, "", body]).fetchone()))
    return ms, json.loads(rows[0])


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


@contextmanager
def repeating(
    work: Callable[[Database], object], every_s: float, url: str | None = None
) -> Iterator[None]:
    """Do some work again and again on a connection of its own; what it raises is raised at the end.

    It is meant to begin every ``every_s`` seconds and catches up when it is late.
    """
    end = threading.Event()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            with connect(url) as connection:
                due = time.perf_counter()
                while not end.is_set():
                    work(connection)
                    due += every_s
                    end.wait(max(0.0, due - time.perf_counter()))
        except BaseException as failure:  # reported by the thread that waits
            failures.append(failure)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()
    if failures:
        raise failures[0]


def fold(connection: Database) -> None:
    """What pg_cron does: run what is due."""
    connection.execute("call analytics.run_due_jobs()")


def print_result(**figures: float) -> None:
    """The one JSON object that a benchmark ends with."""
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
