"""What the rollup costs beside the other ways of keeping totals, on the same machine and events.

Every way keeps count and sum per vendor, type and hour of the same rows, inserted from a table in
statements of 1,000, ways alternating; each figure is the rate of a bare insert over its own, so the
rate that is left. Prints one JSON object as its last line:

- ``append``: what the product does, here for these totals alone: a statement trigger that appends
  deltas; ``append_and_fold`` with the fold that merges them counted in, once in 50 statements
- ``ordered_upsert``: a statement trigger that upserts the totals in the order of their key
- ``row_upsert``: a row trigger that upserts
- ``refresh``: no trigger, but ``refresh materialized view concurrently`` once in 50 statements
- ``…_tenant`` for statements over one vendor, ``…_mixed`` over 1,000 of them
- ``…_contended``: the same for single events of one vendor by 8 clients at once, so that all meet
  on one row
"""

from __future__ import annotations

import os
import statistics
import threading
import time

from _measure import SQL, Database, connect, median, milliseconds, print_result

ROUNDS = int(os.environ.get("ROUNDS", "60"))
WARM_UP = 10
EVERY = 50
CLIENTS = 8
REFRESH = "refresh materialized view concurrently peers.totals_viewed"
CONTENDED_S = 3.0
WAYS = {
    "append": "appended",
    "ordered_upsert": "upserted_in_order",
    "row_upsert": "upserted_by_row",
    "viewed": "viewed",
}


def insert(connection: Database, table: str) -> float:
    """Milliseconds of inserting what waits."""
    return milliseconds(
        lambda: connection.execute(f"insert into peers.{table} table peers.waiting".encode())
    )


def measure_batches(connection: Database, vendors: int) -> dict[str, float]:
    """Shares of the rate of a bare insert, for statements over that many vendors."""
    times: dict[str, list[float]] = {name: [] for name in ("bare", *WAYS)}
    folds, refreshes = [], []
    for number in range(ROUNDS):
        connection.execute("truncate peers.waiting")
        connection.execute(
            "insert into peers.waiting select * from peers.make_events(1000, %s, %s)",
            [number, vendors],
        )
        for name, table in (("bare", "bare"), *WAYS.items()):
            ms = insert(connection, table)
            if number >= WARM_UP:
                times[name].append(ms)
        if number % EVERY == EVERY - 1 or number == ROUNDS - 1:
            folds.append(milliseconds(lambda: connection.execute("select peers.fold()")))
            refreshes.append(milliseconds(lambda: connection.execute(REFRESH)))
    bare = median(times["bare"])
    folding = sum(folds) / ROUNDS
    refreshing = sum(refreshes) / ROUNDS
    return {
        "append": bare / median(times["append"]),
        "append_and_fold": bare / (median(times["append"]) + folding),
        "ordered_upsert": bare / median(times["ordered_upsert"]),
        "row_upsert": bare / median(times["row_upsert"]),
        "refresh": bare / (median(times["viewed"]) + refreshing),
    }


def count_single_events(table: str) -> float:
    """Single events of one vendor and hour per second, by all clients together."""
    counts = [0] * CLIENTS
    end = threading.Event()

    def insert_events(client: int) -> None:
        with connect() as connection:
            statement = (
                f"insert into peers.{table} select gen_random_uuid(), %s, 'payment', 1,"
                " timestamptz '2026-08-01 10:00:00+00' + random() * interval '1 hour'"
            ).encode()
            vendor_id = "00000000-0000-4000-8000-000000000000"
            while not end.is_set():
                connection.execute(statement, [vendor_id])
                counts[client] += 1

    threads = [threading.Thread(target=insert_events, args=(n,)) for n in range(CLIENTS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(CONTENDED_S)
    end.set()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


def measure_contention() -> dict[str, float]:
    """Shares of the rate of bare inserts, for single events that all meet on one total."""
    rates: dict[str, list[float]] = {}
    for _ in range(3):
        for name, table in (("bare", "bare"), *WAYS.items()):
            rates.setdefault(name, []).append(count_single_events(table))
    bare = statistics.median(rates["bare"])
    print(f"single events, {CLIENTS} clients: {bare:,.0f} a second into a bare table")
    return {
        f"{name}_contended": statistics.median(rates[name]) / bare
        for name in ("append", "ordered_upsert", "row_upsert")
    }


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with connect() as connection:
        connection.execute((SQL / "prepare_peers.sql").read_bytes())
        tenant = measure_batches(connection, 1)
        mixed = measure_batches(connection, 1000)
    for name, figures in (("one vendor", tenant), ("1,000 vendors", mixed)):
        print(f"{name}:", ", ".join(f"{way} {share:.2f}" for way, share in figures.items()))
    print_result(
        **{f"{name}_tenant": share for name, share in tenant.items()},
        **{f"{name}_mixed": share for name, share in mixed.items()},
        **measure_contention(),
    )


if __name__ == "__main__":
    main()
