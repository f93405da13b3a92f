"""Whether the logs of pending changes and the marks of them stay small while events come in.

For MINUTES (10) 5,000 events/s over 50 vendors, the jobs due each second. Prints the sizes every
ten seconds, and one JSON object as its last line: ``events_per_s`` as they were, for both logs the
size of heap and index in MB at the end and the largest number of dead rows in thousands, for the
marks, which have no index, likewise, and ``growth``, the size of all three in the last third over
that in the second.
"""

from __future__ import annotations

import itertools
import os
import time

from _measure import (
    Database,
    connect,
    first_of_days,
    fold,
    median,
    prepare_scale,
    print_result,
    repeating,
)

MINUTES = float(os.environ.get("MINUTES", "10"))
BATCH = 500
EVENTS_PER_S = 5000
VENDORS = 50
DAYS = 100
FIRST_ON = first_of_days(DAYS)
LOGS = ("analytics.rollup_deltas", "analytics.booking_changes", "analytics.change_feed")


def read_sizes(connection: Database) -> list[tuple[float, float, float]]:
    """MB of heap and index, and thousands of dead rows, of each log."""
    sizes = []
    for log in LOGS:
        row = connection.execute(
            "select pg_relation_size(%(log)s::regclass) / 1e6, pg_indexes_size(%(log)s) / 1e6,"
            " pg_stat_get_dead_tuples(%(log)s::regclass) / 1e3",
            {"log": log},
        ).fetchone()
        assert row is not None
        sizes.append((float(row[0]), float(row[1]), float(row[2])))
    return sizes


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    numbers = itertools.count()

    def send(producer: Database) -> None:
        producer.execute(
            "select analytics_api.ingest_events("
            "bench.make_scale_batch(%s, 1000000, %s, %s, %s, %s))",
            [BATCH, next(numbers), VENDORS, FIRST_ON, DAYS],
        )

    with connect() as connection:
        prepare_scale(connection, VENDORS, FIRST_ON)
        history = []
        start = time.perf_counter()
        with repeating(fold, 1), repeating(send, BATCH / EVENTS_PER_S) as count_sent:
            while (elapsed := time.perf_counter() - start) < MINUTES * 60:
                time.sleep(10)
                sizes = read_sizes(connection)
                history.append(sizes)
                rate = count_sent() * BATCH / (elapsed + 10)
                print(
                    f"{elapsed + 10:5.0f} s, {rate:,.0f} events/s:",
                    "; ".join(
                        f"{log.split('.')[1]} heap {heap:.1f} MB, index {index:.1f} MB,"
                        f" {dead:.0f} thousand dead"
                        for log, (heap, index, dead) in zip(LOGS, sizes, strict=True)
                    ),
                    flush=True,
                )
        rate = count_sent() * BATCH / (time.perf_counter() - start)
    totals = [sum(heap + index for heap, index, _ in sizes) for sizes in history]
    third = max(1, len(totals) // 3)
    (delta_heap, delta_index, _), (change_heap, change_index, _), (mark_heap, _, _) = history[-1]
    print_result(
        events_per_s=rate,
        delta_heap_mb=delta_heap,
        delta_index_mb=delta_index,
        delta_dead_thousands=max(sizes[0][2] for sizes in history),
        change_heap_mb=change_heap,
        change_index_mb=change_index,
        change_dead_thousands=max(sizes[1][2] for sizes in history),
        mark_heap_mb=mark_heap,
        mark_dead_thousands=max(sizes[2][2] for sizes in history),
        growth=median(totals[-third:]) / median(totals[third : 2 * third] or totals),
    )


if __name__ == "__main__":
    main()
