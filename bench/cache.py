"""What an answer costs that is calculated, kept, or known to the client: CPU of the whole.

One worker of the app, over a database of 100,000 events, answers the same request REQUESTS (400)
times each way. CPU is that of the app and of its session in PostgreSQL (/proc). Prints
one JSON object as its last line: milliseconds of CPU for each, and as ratios to a calculated one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from _measure import connect, load_scale, print_result
from _serve import SECRET, make_token, process_seconds

from app import create_app
from app.config import Settings

REQUESTS = int(os.environ.get("REQUESTS", "400"))
VENDORS = 20
DAYS = 100
VENDOR = "00000000-0000-4000-8000-000000000003"
BODY = {
    "vendorId": VENDOR,
    "metrics": ["revenue", "bookings"],
    "timeframe": "last_30_days",
    "groupBy": ["day"],
}


def cpu_ms(pid: int) -> float:
    """CPU of this process and of a session of PostgreSQL so far."""
    return (process_seconds(os.getpid()) + process_seconds(pid)) * 1000


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with connect() as connection:
        load_scale(connection, 100_000, VENDORS, DAYS)
    app = create_app(
        Settings(
            database_url=os.environ["BENCH_DATABASE_URL"], jwt_secret=SECRET, log_level="WARNING"
        )
    )
    client = app.test_client()
    headers = {"Authorization": f"Bearer {make_token()}"}

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
