"""How near ingest comes to the limit: the same JSON parsed and inserted into a bare table.

The limit is a function that parses the text and inserts it into a table with the same columns,
partitions and primary key, and does nothing else. Ingest validates, judges and answers for each
event, and feeds rollups, facts and change marks, while another session folds them all the time.

Prints one JSON object as its last line. Ratios of rates, medians of alternating runs on a database
of its own: `tenant` (batches of 1,000 events of one vendor within some hours), `mixed` (batches of
1,000 events of 1,000 vendors in time order), `hot_key` (eight clients, single events, all of one
vendor, type and hour), each against the limit, and `http_over_sql` (batches posted to the app as it
is served against the call it makes). `sql_events_per_s` and `http_events_per_s` stand beside them
and gate nothing: one client, one vendor.

With CPU=1 it compares the processor time of one backend instead, which other load changes less:
`tenant`, `mixed` and `single` (runs of 100 single events, all of one vendor, type and hour).
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import subprocess
import uuid
from collections.abc import Callable
from functools import partial

from _measure import SQL, Database, connect, fold, milliseconds, read_cpu_seconds, repeating
from _serve import app_server, make_token

BATCHES = int(os.environ.get("BATCHES", "60"))
WARM_UP = 10
# Of single events: rounds, and how long each of the two runs of a round lasts.
ROUNDS = int(os.environ.get("ROUNDS", "7"))
ROUND_S = 3
CLIENTS = 8
BY_CPU = os.environ.get("CPU") == "1"
PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"


def make_batch(connection: Database, vendors: int, number: int) -> list[str]:
    """JSON text of 1,000 events over that many vendors."""
    row = connection.execute(
        "select bench.make_batch(1000, %s, %s)::text", [number, vendors]
    ).fetchone()
    assert row is not None
    return [str(row[0])]


def make_single_events() -> list[str]:
    """JSON texts of 100 events, one in each, that all meet on one key of the rollup."""
    event = {
        "vendorId": "00000000-0000-4000-8000-000000000000",
        "eventType": "payment.received",
        "timestamp": "2026-05-20T10:00:00Z",
        "eventData": {"paymentId": "p", "amount": 100, "method": "card"},
    }
    return [json.dumps([{"id": str(uuid.uuid4()), **event}]) for _ in range(100)]


def take_in(way: Callable[[str], object], texts: list[str]) -> None:
    """Take in texts one after the other."""
    for text in texts:
        way(text)


def compare(
    make: Callable[[int], list[str]],
    bare: Callable[[str], object],
    ours: Callable[[str], object],
    measure: Callable[[Callable[[], object]], float] = milliseconds,
) -> dict[str, float]:
    """Ratio of two ways to take in the same texts, and the rate of each, of 1,000 events a time."""
    times: list[tuple[float, float]] = []
    for number in range(WARM_UP + BATCHES):
        # Each way has its own events: both write what was not there.
        batches = [make(number % 240) for _ in range(2)]
        # In turns first: what the one leaves in caches and in the log, the other finds.
        first, second = (bare, ours) if number % 2 == 0 else (ours, bare)
        took = [
            measure(partial(take_in, way, batch))
            for way, batch in zip((first, second), batches, strict=True)
        ]
        times.append((took[number % 2], took[1 - number % 2]))
    times = times[WARM_UP:]
    return {
        "ratio": statistics.median(b / o for b, o in times),
        "limit": 1e6 / statistics.median(b for b, _ in times),
        "ours": 1e6 / statistics.median(o for _, o in times),
    }


def single_events(function: str, run_s: float) -> float:
    """Events per second that eight clients get in, one event per transaction."""
    script = (SQL / "hot_key.pgbench").read_text().replace(":function", function)
    done = subprocess.run(
        [
            *(PGBENCH, "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2"),
            *("-T", f"{run_s:.0f}", "-f", "/dev/stdin", os.environ["BENCH_DATABASE_URL"]),
        ],
        input=script,
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    assert found is not None, done.stdout
    assert "number of failed transactions: 0 " in done.stdout, done.stdout
    return float(found[1])


def compare_single_events() -> dict[str, float]:
    """As compare, for single events that all meet on one key of the rollup."""
    names = ("bench.insert_bare", "analytics_api.ingest_events")
    for name in names:
        single_events(name, 1)
    rates = [[single_events(name, ROUND_S) for name in names] for _ in range(ROUNDS)]
    return {
        "ratio": statistics.median(ours / bare for bare, ours in rates),
        "limit": statistics.median(bare for bare, _ in rates),
        "ours": statistics.median(ours for _, ours in rates),
    }


def compare_http(connection: Database) -> dict[str, float]:
    """As compare, for batches posted to the app against the statement that it sends."""
    claims = {"sub": "bench", "app_metadata": {"platform_admin": True}}
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {make_token()}"}

    def by_sql(batch: str) -> None:
        row = connection.execute(
            "with request as materialized"
            " (select set_config('request.jwt.claims', %s, true), gen_random_uuid() as id)"
            " select e.status, e.body::text from request,"
            " lateral analytics_api.receive_events(%s, 'json', jsonb_build_object('door', 'http',"
            " 'requestId', request.id)) as e",
            [json.dumps(claims), batch],
        ).fetchone()
        assert row is not None
        assert row[0] == 200, row

    with app_server() as server:
        app = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

        def by_http(batch: str) -> None:
            app.request("POST", "/api/analytics/events", batch, headers)
            answer = app.getresponse()
            text = answer.read()
            assert answer.status == 200, text

        return compare(partial(make_batch, connection, 1), by_sql, by_http)


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with connect() as connection:
        for name in ("prepare_ingest.sql", "insert_bare.sql"):
            connection.execute((SQL / name).read_bytes())
        # As the app does: a statement is prepared from its second use on.
        connection.prepare_threshold = 1

        def limit(batch: str) -> None:
            connection.execute("select bench.insert_bare(%s::jsonb)", [batch])

        def ingest(batch: str) -> None:
            connection.execute("select analytics_api.ingest_events(%s::jsonb)", [batch])

        def cpu_milliseconds(work: Callable[[], object]) -> float:
            start = read_cpu_seconds(connection)
            work()
            return (read_cpu_seconds(connection) - start) * 1000

        measure = cpu_milliseconds if BY_CPU else milliseconds
        with connect() as maker, repeating(fold, 0.2):
            figures = {
                name: compare(partial(make_batch, maker, vendors), limit, ingest, measure)
                for name, vendors in (("tenant", 1), ("mixed", 1000))
            }
            if BY_CPU:
                figures["single"] = compare(lambda _: make_single_events(), limit, ingest, measure)
            else:
                figures["hot_key"] = compare_single_events()
                figures["http_over_sql"] = compare_http(connection)
        row = connection.execute(
            "select count(*), (select count(*) from bench.bare_events) from public.analytics_events"
        ).fetchone()
    ratios = {name: round(figure["ratio"], 3) for name, figure in figures.items()}
    print(f"stored events: {row}")
    if BY_CPU:
        print(json.dumps(ratios))
        return
    for name, figure in figures.items():
        print(
            f"{name}: {figure['ours']:,.0f} events/s, limit {figure['limit']:,.0f} events/s,"
            f" ratio {figure['ratio']:.3f}"
        )
    print(
        json.dumps(
            {
                **ratios,
                "sql_events_per_s": round(figures["tenant"]["ours"]),
                "http_events_per_s": round(figures["http_over_sql"]["ours"]),
            }
        )
    )


if __name__ == "__main__":
    main()
