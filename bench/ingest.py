"""How near ingest comes to the limit: the same JSON parsed and inserted into a bare table.

Prints one JSON object as its last line: `tenant` and `mixed` are ratios limit time / ingest time of
batches of 1,000 events of one vendor within some hours, and of 1,000 vendors in time order; medians
of alternating runs on a database of its own. Absolute figures stand beside them and gate nothing.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

import psycopg

BATCHES = int(os.environ.get("BATCHES", "60"))
WARM_UP = 10
SQL = Path(__file__).parent / "sql"


def seconds(connection: psycopg.Connection[tuple[object, ...]], query: str, batch: str) -> float:
    """Duration of one statement in a transaction of its own."""
    start = time.perf_counter()
    connection.execute(query.encode(), [batch])
    return time.perf_counter() - start


def measure(connection: psycopg.Connection[tuple[object, ...]], vendors: int) -> dict[str, float]:
    """Ratio and rates for batches of 1,000 events over that many vendors."""
    limit = (SQL / "insert_bare.sql").read_text()
    ratios, limits, ingests = [], [], []
    for number in range(BATCHES):
        row = connection.execute(
            "select bench.make_batch(1000, %s, %s)::text", [number, vendors]
        ).fetchone()
        assert row is not None
        batch = str(row[0])
        bare = seconds(connection, limit, batch)
        ours = seconds(connection, "select analytics_api.ingest_events(%s::jsonb)", batch)
        if number >= WARM_UP:
            ratios.append(bare / ours)
            limits.append(bare)
            ingests.append(ours)
    return {
        "ratio": round(statistics.median(ratios), 3),
        "limit_events_per_s": round(1000 / statistics.median(limits)),
        "events_per_s": round(1000 / statistics.median(ingests)),
    }


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with psycopg.connect(os.environ["BENCH_DATABASE_URL"], autocommit=True) as connection:
        connection.execute((SQL / "prepare_ingest.sql").read_bytes())
        tenant = measure(connection, 1)
        mixed = measure(connection, 1000)
    for name, figures in (("one vendor", tenant), ("1,000 vendors", mixed)):
        print(
            f"{name}: {figures['events_per_s']:,.0f} events/s,"
            f" limit {figures['limit_events_per_s']:,.0f} events/s, ratio {figures['ratio']}"
        )
    print(
        json.dumps(
            {
                "tenant": tenant["ratio"],
                "mixed": mixed["ratio"],
                "sql_events_per_s": tenant["events_per_s"],
            }
        )
    )


if __name__ == "__main__":
    main()
