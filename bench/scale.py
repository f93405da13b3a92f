"""Whether the ten-millionth event costs what the first did, and an answer of 90 days likewise.

EVENTS (10,000,000) come in ten passes over the same vendors and 100 days, the fold running beside
them. Prints one JSON object as its last line:

- ``ingest_late_over_early``: rate of batches of 1,000 at the end, over that in a database that has
  just begun; alternating, medians
- ``dashboard_ms``, ``dashboard_under_load_ms``: 90 days of daily revenue of the busiest vendor,
  asked as the app asks; with nothing else going on, and while other processes send 5,000 events/s
  and fold them
- ``dashboard_cpu_ms``: processor time of the server for such an answer under that load, which
  waiting for a processor does not lengthen
- ``raw_over_rollup``: time of that answer from raw events over the time from rollups
- ``idle_refresh_ms``: the job that refreshes the views, when nothing is new
- ``refresh_ratio``: refresh of the views at the end over that in a database after one pass, per row
  of hourly metrics that they read; alternating, medians
- ``bytes_per_event``: all tables and indexes over all events
"""

from __future__ import annotations

import itertools
import os
import time
from typing import Any

from _measure import (
    Database,
    as_service,
    ask,
    connect,
    first_of_days,
    fold,
    fresh_database,
    median,
    milliseconds,
    percentile,
    prepare_scale,
    print_result,
    read_cpu_seconds,
    repeating,
)

EVENTS = int(os.environ.get("EVENTS", "10000000"))
PASSES = 10
BATCH = 1000
PASS_BATCHES = max(1, EVENTS // PASSES // BATCH)
# So many that after one pass there is an event of each type in nearly every hour of each vendor.
VENDORS = max(2, PASS_BATCHES // 20)
DAYS = 100
LAST = PASSES * PASS_BATCHES
FIRST_ON = first_of_days(DAYS)
BUSIEST = "00000000-0000-4000-8000-000000000000"
REVENUE = {"metrics": ["revenue"], "timeframe": "last_90_days", "groupBy": ["day"]}
LOAD_BATCH = 500
LOAD_EVENTS_PER_S = 5000
WARM = 5
LOAD_S = float(os.environ.get("LOAD_S", "20"))


def prepare(connection: Database) -> None:
    """Vendors, partitions and the makers of events; only the fold runs by itself."""
    prepare_scale(connection, VENDORS, FIRST_ON)
    connection.execute("update analytics.jobs set is_enabled = job_name = 'fold'")


def load(connection: Database, first: int, last: int) -> float:
    """Median seconds of the batches from ``first`` to before ``last``."""
    connection.execute(
        "call bench.load_batches(%s, %s, %s, %s, %s, %s, %s)",
        [first, last, BATCH, PASS_BATCHES * BATCH, VENDORS, FIRST_ON, DAYS],
    )
    row = connection.execute(
        "select percentile_cont(0.5) within group (order by seconds)"
        " from bench.batches where number >= %s and number < %s",
        [first, last],
    ).fetchone()
    assert row is not None
    return float(row[0])


def refresh(connection: Database) -> float:
    """Milliseconds of a refresh of the views."""
    statement = "select analytics.refresh_view_item(clock_timestamp(), 'mv_vendor_daily_metrics')"
    return milliseconds(lambda: connection.execute(statement))


def count_hours(connection: Database) -> int:
    """Rows that the views are made from: one for each hour in which something was counted."""
    row = connection.execute(
        "select count(*) from public.analytics_metrics"
        " where aggregation_level = 'hourly' and dimension = ''"
    ).fetchone()
    assert row is not None
    return int(row[0])


def refresh_idly(connection: Database) -> float:
    """Milliseconds of the job that refreshes the views, which finds nothing new."""
    before = connection.execute("table analytics.view_refreshes").fetchall()
    times = []
    for _ in range(11):
        connection.execute(
            "update analytics.jobs set next_run_at = null, is_enabled = job_name = 'refresh_views'"
        )
        times.append(milliseconds(lambda: fold(connection)))
    connection.execute("update analytics.jobs set is_enabled = job_name = 'fold'")
    assert connection.execute("table analytics.view_refreshes").fetchall() == before
    return median(times)


def dashboard(service: Database, count: int, **members: Any) -> list[float]:
    """Milliseconds of answers, without the first ones; each is checked to be whole."""
    times = []
    for number in range(count + WARM):
        ms, answer = ask(service, BUSIEST, {**REVENUE, **members})
        assert len(answer["data"][0]["rows"]) == 90, answer
        if number >= WARM:
            times.append(ms)
    return times


def dashboard_under_load(
    service: Database, connection: Database
) -> tuple[list[float], float, float]:
    """The same while events come in and are folded; processor time of each; events/s that did."""
    connection.execute(
        "create table bench.waiting as select n, bench.make_scale_batch("
        "%s, %s, %s + n, %s, %s, %s) as batch from generate_series(1, %s) as n",
        [
            LOAD_BATCH,
            PASS_BATCHES * BATCH,
            PASS_BATCHES * 2 - 40,
            VENDORS,
            FIRST_ON,
            DAYS,
            int(LOAD_S * LOAD_EVENTS_PER_S / LOAD_BATCH) + 1,
        ],
    )
    numbers = itertools.count(1)

    def send(producer: Database) -> None:
        producer.execute(
            "select analytics_api.ingest_events(w.batch) from bench.waiting as w where w.n = %s",
            [next(numbers)],
        )

    times: list[float] = []
    with repeating(fold, 1), repeating(send, LOAD_BATCH / LOAD_EVENTS_PER_S) as count_sent:
        time.sleep(2)
        start, before = time.perf_counter(), count_sent()
        count, cpu_seconds = 0, read_cpu_seconds(service)
        while time.perf_counter() - start < LOAD_S - 4:
            times += dashboard(service, 10)
            count += 10 + WARM
        rate = (count_sent() - before) * LOAD_BATCH / (time.perf_counter() - start)
        cpu_ms = (read_cpu_seconds(service) - cpu_seconds) * 1000 / count
    return times, cpu_ms, rate


def bytes_per_event(connection: Database) -> dict[str, float]:
    """Bytes per event of the events, of all else, and of both."""
    row = connection.execute(
        "select sum(pg_total_relation_size(c.oid)) filter (where c.relname ~ '^analytics_events'),"
        " sum(pg_total_relation_size(c.oid)), (select count(*) from public.analytics_events)"
        " from pg_catalog.pg_class as c where c.relkind in ('r', 'm')"
        " and c.relnamespace::regnamespace::text in ('public', 'analytics')"
    ).fetchone()
    assert row is not None
    events, everything, count = (float(value) for value in row)
    return {
        "events": events / count,
        "rest": (everything - events) / count,
        "all": everything / count,
    }


def compare_with_beginning(connection: Database) -> dict[str, float]:
    """Ingest and refresh here and in a database that has just begun; alternating, medians."""
    early_batches, late_batches, early_refreshes, late_refreshes = [], [], [], []
    url = fresh_database("wedsync_bench_start")
    with connect(url) as beginning:
        prepare(beginning)
        for number in range(0, 100, 5):
            early_batches.append(load(beginning, number, number + 5))
            late_batches.append(load(connection, LAST + number, LAST + number + 5))
            fold(beginning)
            fold(connection)
        with repeating(fold, 1, url):
            load(beginning, 100, max(101, PASS_BATCHES))
        for database in (beginning, connection):
            fold(database)
            refresh(database)
        for _ in range(9):
            early_refreshes.append(refresh(beginning))
            late_refreshes.append(refresh(connection))
        early_hours, late_hours = count_hours(beginning), count_hours(connection)
    early, late = median(early_batches), median(late_batches)
    early_refresh, late_refresh = median(early_refreshes), median(late_refreshes)
    print(
        f"batches at the start {BATCH / early:,.0f} events/s, at the end {BATCH / late:,.0f};"
        f" refresh after {PASS_BATCHES * BATCH:,} events {early_refresh:.0f} ms for"
        f" {early_hours:,} hours, after {EVENTS:,} {late_refresh:.0f} ms for {late_hours:,}"
    )
    return {
        "ingest_late_over_early": early / late,
        "refresh_ratio": (late_refresh / late_hours) / (early_refresh / early_hours),
    }


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with connect() as connection:
        prepare(connection)
        start = time.perf_counter()
        with repeating(fold, 1):
            load(connection, 0, LAST)
        seconds = time.perf_counter() - start
        print(f"{EVENTS:,} events made, stored and folded in {seconds:.0f} s")
        fold(connection)
        refresh(connection)
        sizes = bytes_per_event(connection)
        print("bytes per event:", {name: round(size) for name, size in sizes.items()})
        idle_refresh = refresh_idly(connection)

        with as_service(connect()) as service:
            quiet, rollup, raw = [], [], []
            for _ in range(10):
                quiet += dashboard(service, 10)
                rollup += dashboard(service, 10, realTime=True)
                raw.append(ask(service, BUSIEST, {**REVENUE, "source": "raw"})[0])
            loaded, cpu_ms, rate = dashboard_under_load(service, connection)
        for name, times in (
            ("quiet", quiet),
            ("from rollups", rollup),
            ("raw", raw),
            (f"at {rate:,.0f} events/s", loaded),
        ):
            print(
                f"90 days {name}: p10 {percentile(times, 0.1):.2f} ms,"
                f" p50 {median(times):.2f} ms, p95 {percentile(times, 0.95):.2f} ms"
            )
        compared = compare_with_beginning(connection)
    print_result(
        **compared,
        dashboard_ms=median(quiet),
        dashboard_under_load_ms=median(loaded),
        dashboard_cpu_ms=cpu_ms,
        raw_over_rollup=median(raw) / median(rollup),
        idle_refresh_ms=idle_refresh,
        bytes_per_event=sizes["all"],
    )


if __name__ == "__main__":
    main()
