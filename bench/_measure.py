"""What the benchmarks share: connections, the fold beside them, and how they print."""

from __future__ import annotations

import json
import multiprocessing
import os
import statistics
import subprocess
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

Database = psycopg.Connection[Any]
ROOT = Path(__file__).parents[1]
SQL = Path(__file__).parent / "sql"
# As the app calls it: one statement that sets the claims, finds the tag of the answer, and answers.
ASK = (
    "with request as materialized (select set_config('request.jwt.claims', %s, true),"
    " set_config('analytics.request_id', %s, true) as id,"
    " set_config('transaction_read_only', 'on', true))"
    " select a.etag, a.format, a.body, a.tail, a.rule"
    " from request, lateral analytics_api.answer_metrics("
    "case when request.id is not null then %s::jsonb end, null, '{}', false) as a"
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
    start = time.perf_counter()
    row = connection.execute(ASK, [claims, "", body]).fetchone()
    ms = (time.perf_counter() - start) * 1000
    assert row is not None
    return ms, json.loads(row[2] + row[3] + "}")


def read_cpu_seconds(connection: Database) -> float:
    """Processor time that the server has spent on a connection, which must be to this machine."""
    schedstat = Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text()
    return int(schedstat.split()[0]) / 1e9


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


@contextmanager
def repeating(
    work: Callable[[Database], object], every_s: float, url: str | None = None
) -> Iterator[Callable[[], int]]:
    """Do some work again and again on a connection of its own; what it raises is raised at the end.

    It is meant to begin every ``every_s`` seconds and catches up when it is late. It runs in a
    process of its own, as the clients of the product do: a thread would take the interpreter from
    whoever holds the clock. Yields what tells how often it was done.
    """
    # The work may be any function: the process has a copy of this one's memory.
    fork = multiprocessing.get_context("fork")
    end = fork.Event()
    done = fork.Value("q", 0)
    failures = fork.SimpleQueue()

    def run() -> None:
        try:
            with connect(url) as connection:
                due = time.perf_counter()
                while not end.is_set():
                    work(connection)
                    done.value += 1
                    due += every_s
                    end.wait(max(0.0, due - time.perf_counter()))
        except BaseException:  # reported by the process that waits
            failures.put(traceback.format_exc())

    process = fork.Process(target=run, daemon=True)
    process.start()
    try:
        yield lambda: done.value
    finally:
        end.set()
        process.join()
    if not failures.empty():
        raise RuntimeError(failures.get())
    if process.exitcode:
        raise RuntimeError(f"a process beside the benchmark ended with {process.exitcode}")


def fold(connection: Database) -> None:
    """What pg_cron does: run what is due."""
    connection.execute("call analytics.run_due_jobs()")


def print_result(**figures: float) -> None:
    """The one JSON object that a benchmark ends with."""
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
