"""What an answer costs that is calculated, kept, or known to the client: CPU of the whole.

One worker of the app, over a database of 100,000 events, answers the same request REQUESTS (400)
times each way. CPU is that of the app (os.times) and of its session in PostgreSQL (/proc). Prints
one JSON object as its last line: milliseconds of CPU for each, and as ratios to a calculated one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from _measure import SQL, connect, fold, print_result

from app import create_app
from app.config import Settings

REQUESTS = int(os.environ.get("REQUESTS", "400"))
VENDORS = 20
DAYS = 100
SECRET = "the key of a benchmark, which signs nothing else"
VENDOR = "00000000-0000-4000-8000-000000000003"
BODY = {
    "vendorId": VENDOR,
    "metrics": ["revenue", "bookings"],
    "timeframe": "last_30_days",
    "groupBy": ["day"],
}


def cpu_ms(pid: int) -> float:
    """CPU of this process and of a session of PostgreSQL so far."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    own = os.times()
    ticks = int(fields[11]) + int(fields[12])
    return (own.user + own.system) * 1000 + ticks * 1000 / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    first_on = (datetime.now(UTC) - timedelta(days=DAYS - 1)).date()
    with connect() as connection:
        connection.execute((SQL / "prepare_scale.sql").read_bytes())
        connection.execute(
            "select analytics_api.ensure_partitions(%s::date - 1, now())", [first_on]
        )
        connection.execute(
            "select analytics_api.register_vendors(array("
            "select bench.vendor_id(n) from generate_series(0, %s - 1) as n))",
            [VENDORS],
        )
        connection.execute(
            "call bench.load_batches(0, 100, 1000, 100000, %s, %s, %s)", [VENDORS, first_on, DAYS]
        )
        fold(connection)
    app = create_app(
        Settings(
            database_url=os.environ["BENCH_DATABASE_URL"], jwt_secret=SECRET, log_level="WARNING"
        )
    )
    client = app.test_client()
    token = jwt.encode(
        {
            "aud": "authenticated",
            "exp": datetime.now(UTC) + timedelta(hours=1),
            "app_metadata": {"vendor_ids": [VENDOR]},
        },
        SECRET,
        "HS256",
    )
    headers = {"Authorization": f"Bearer {token}"}

    def ask(status: int, body: dict[str, Any], **more: str) -> Any:
        answer = client.post("/api/analytics/metrics", json=body, headers=headers | more)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer

    etag = ask(200, BODY).headers["ETag"]
    with connect() as connection:
        row = connection.execute(
            "select pid from pg_stat_activity"
            " where application_name = 'wedsync-app' and datname = current_database()"
        ).fetchone()
    assert row is not None

    def measure(work: Callable[[], object]) -> float:
        for _ in range(20):
            work()
        start = cpu_ms(row[0])
        for _ in range(REQUESTS):
            work()
        return (cpu_ms(row[0]) - start) / REQUESTS

    calculated = measure(lambda: ask(200, BODY | {"realTime": True}))
    kept = measure(lambda: ask(200, BODY))
    known = measure(lambda: ask(304, BODY, **{"If-None-Match": etag}))
    print(json.dumps({"answerBytes": len(ask(200, BODY).get_data())}))
    print_result(
        calculated_cpu_ms=calculated,
        kept_cpu_ms=kept,
        known_cpu_ms=known,
        kept_ratio=kept / calculated,
        known_ratio=known / calculated,
    )
    app.extensions["pool"].close()


if __name__ == "__main__":
    main()
