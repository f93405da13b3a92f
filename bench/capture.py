"""What capture triggers cost the host, and whether they ever make it wait.

Prints one JSON object as its last line. ``single_row_ratio``: rate of single-row transactions on a
tracked table / on the same table untracked, the lower of those at one and at eight clients
(pgbench, prepared); storing what was captured is not in it, for it happens in another session, and
``single_row_ratio_drained`` is the same with that session competing for the CPUs. ``us_per_row``:
what a row of a 1,000-row statement pays, the dearer of insert and update, and ``cpu_us_per_row``
what of it is processor time of the server, which waiting for a processor does not lengthen. All are
medians of alternating runs. ``deadlocks`` and ``lock_waits``: of eight clients whose transactions
of many statements meet the same vendors and tables in crossing orders, while a session drains and
another folds. ``lag_ms``: from the commit of the host to the event being visible, 95th percentile.
"""

from __future__ import annotations

import json
import os
import random
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from _measure import read_cpu_seconds

SQL = Path(__file__).parent / "sql"
URL = os.environ.get("BENCH_DATABASE_URL", "")
PGBENCH = str(Path(os.environ.get("PG_BIN", "/usr/lib/postgresql/15/bin")) / "pgbench")
ROUNDS = int(os.environ.get("ROUNDS", "25"))
# Short runs in turn: what else the machine does falls on both.
TRANSACTIONS = {1: "300", 8: "200"}
INSERT = (
    "\\set v random(0, 999)\n"
    "insert into host.{} (vendor_id, client_id, wedding_on, total, guests, style) values"
    " (('00000000-0000-4000-8000-' || lpad(:v::text, 12, '0'))::uuid, 7, '2027-05-01', 3200.50, 90,"
    " 'boho');\n"
)
MANY: LiteralString = (
    "insert into host.{} (vendor_id, client_id, wedding_on, total, guests, style)"
    " select ('00000000-0000-4000-8000-' || lpad((n % 1000)::text, 12, '0'))::uuid, n,"
    " '2027-05-01', n, 90, 'boho' from generate_series(1, 1000) as n"
)
UPDATE: LiteralString = (
    "update host.{} set total = total + 1 where id in"
    " (select id from host.{} order by id desc limit 1000)"
)
Connection = psycopg.Connection[Any]


def connect() -> Connection:
    """A connection that commits each statement."""
    return psycopg.connect(URL, autocommit=True)


def empty_queue() -> None:
    """Leave nothing to drain behind."""
    with connect() as connection:
        connection.execute("truncate analytics.capture_queue")


@contextmanager
def beside(statement: LiteralString) -> Iterator[None]:
    """A session that runs a statement again and again meanwhile."""
    is_over = threading.Event()

    def work() -> None:
        with connect() as connection:
            while not is_over.is_set():
                connection.execute(statement)
                time.sleep(0.02)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    is_over.set()
    thread.join()


def rate(table: str, clients: int) -> float:
    """Single-row transactions per second."""
    result = subprocess.run(
        [
            *(PGBENCH, "-n", "-M", "prepared", "-c", str(clients), "-j", "2"),
            *("-t", TRANSACTIONS[clients], "-f", "/dev/stdin", URL),
        ],
        input=INSERT.format(table),
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"tps = ([0-9.]+)", result.stdout)
    assert found is not None
    return float(found[1])


def compare_rates(clients: int, rounds: int) -> tuple[float, float]:
    """Median ratio of the rates with and without capture, and median rate without."""
    ratios, rates = [], []
    for number in range(rounds):
        # Alternating also in which comes first.
        order = ["plain", "captured"] if number % 2 else ["captured", "plain"]
        figures = {table: rate(table, clients) for table in order}
        ratios.append(figures["captured"] / figures["plain"])
        rates.append(figures["plain"])
        empty_queue()
    return round(statistics.median(ratios), 3), round(statistics.median(rates))


def microseconds(connection: Connection, statement: LiteralString) -> float:
    """Duration of a statement of 1,000 rows, per row."""
    start = time.perf_counter()
    connection.execute(statement)
    return (time.perf_counter() - start) * 1000


def measure_rows(template: LiteralString) -> tuple[float, float, float]:
    """Microseconds that capture adds per row, that a row takes without, and of processor time."""
    added, plain, cpu = [], [], []
    with connect() as connection:
        for number in range(ROUNDS * 2):
            figures, seconds = {}, {}
            for table in ("plain", "captured") if number % 2 else ("captured", "plain"):
                before = read_cpu_seconds(connection)
                figures[table] = microseconds(connection, template.replace("{}", table))
                seconds[table] = read_cpu_seconds(connection) - before
            if number >= 4:
                added.append(figures["captured"] - figures["plain"])
                plain.append(figures["plain"])
                # Of 1,000 rows.
                cpu.append((seconds["captured"] - seconds["plain"]) * 1000)
    empty_queue()
    return (
        round(statistics.median(added), 1),
        round(statistics.median(plain), 1),
        round(statistics.median(cpu), 1),
    )


def measure_lag() -> dict[str, float]:
    """Milliseconds from the host's commit until the event is seen, with the drain running."""
    lags = []
    with beside("call analytics.run_capture_drain('1 second')"), connect() as host:
        for _ in range(200):
            row = host.execute(
                "insert into host.payments (vendor_id, amount)"
                " values ('00000000-0000-4000-8000-000000000001', 5) returning id::text, paid_at"
            ).fetchone()
            assert row is not None
            start = time.perf_counter()
            while not host.execute(
                "select 1 from public.analytics_events where event_type = 'payment.received'"
                " and vendor_id = '00000000-0000-4000-8000-000000000001' and timestamp = %s"
                " and event_data ->> 'paymentId' = %s",
                [row[1], row[0]],
            ).fetchone():
                time.sleep(0.001)
            lags.append((time.perf_counter() - start) * 1000)
            time.sleep(random.uniform(0, 0.02))
    lags.sort()
    return {
        "p50": round(statistics.median(lags), 1),
        "p95": round(lags[int(len(lags) * 0.95)], 1),
        "max": round(lags[-1], 1),
    }


def cross(client: int, pids: list[int], errors: list[str]) -> None:
    """Transactions of many statements over tables and vendors in an order of the client's own."""
    generator = random.Random(client)
    with psycopg.connect(URL) as connection:
        pids.append(connection.info.backend_pid)
        for _ in range(60):
            try:
                vendors = [f"00000000-0000-4000-8000-{n:012}" for n in range(10)]
                generator.shuffle(vendors)
                for vendor in vendors:
                    booking = connection.execute(
                        "insert into host.captured (vendor_id, total) values (%s, 9) returning id",
                        [vendor],
                    ).fetchone()
                    connection.execute(
                        "insert into host.payments (vendor_id, amount) values (%s, 5)", [vendor]
                    )
                    connection.execute("update host.captured set total = 10 where id = %s", booking)
                connection.commit()
            except psycopg.Error as error:
                errors.append(str(error.sqlstate))
                connection.rollback()


def measure_crossing() -> dict[str, Any]:
    """Deadlocks, waits for locks and errors of eight clients in crossing orders."""
    pids: list[int] = []
    errors: list[str] = []
    waits: set[tuple[Any, ...]] = set()
    threads = [threading.Thread(target=cross, args=(n, pids, errors)) for n in range(8)]
    sample_count = 0
    deadlocks: LiteralString = (
        "select deadlocks from pg_stat_database where datname = current_database()"
    )
    with (
        connect() as watcher,
        beside("call analytics.run_capture_drain('1 second')"),
        beside("call analytics.run_due_jobs()"),
    ):
        before = watcher.execute(deadlocks).fetchone()
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            # To extend a file is not a wait for anybody's transaction.
            waits.update(
                watcher.execute(
                    "select pid, locktype, relation, transactionid::text, waitstart from pg_locks"
                    " where not granted and locktype <> 'extend' and pid = any(%s)",
                    [pids],
                ).fetchall()
            )
            sample_count += 1
        time.sleep(1.5)
        after = watcher.execute(deadlocks).fetchone()
        assert before is not None
        assert after is not None
    return {
        "deadlocks": after[0] - before[0],
        "lock_waits": len(waits),
        "errors": errors,
        "samples": sample_count,
    }


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with connect() as connection:
        connection.execute((SQL / "prepare_capture.sql").read_bytes())
    singles = {clients: compare_rates(clients, ROUNDS) for clients in (1, 8)}
    with beside("call analytics.run_capture_drain('1 second')"):
        drained = {clients: compare_rates(clients, ROUNDS)[0] for clients in (1, 8)}
    rows = {"insert": measure_rows(MANY), "update": measure_rows(UPDATE)}
    lag = measure_lag()
    crossing = measure_crossing()
    for clients, (ratio, plain) in singles.items():
        print(
            f"{clients} clients, single rows: {plain:,.0f}/s without capture, ratio {ratio},"
            f" {drained[clients]} while draining"
        )
    for operation, (added, plain, cpu) in rows.items():
        print(
            f"1,000-row {operation}: {plain} us per row without capture, {added} more with it,"
            f" {cpu} of processor time"
        )
    print(f"lag from commit to event: {lag} ms")
    print(f"crossing orders: {crossing}")
    print(
        json.dumps(
            {
                "single_row_ratio": min(ratio for ratio, _ in singles.values()),
                "single_row_ratio_drained": min(drained.values()),
                "us_per_row": max(added for added, _, _ in rows.values()),
                "cpu_us_per_row": max(cpu for _, _, cpu in rows.values()),
                "deadlocks": crossing["deadlocks"],
                "lock_waits": crossing["lock_waits"],
                "lag_ms": lag["p95"],
            }
        )
    )


if __name__ == "__main__":
    main()
