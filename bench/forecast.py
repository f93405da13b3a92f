"""What forecasts cost once trained: CPU of the whole, for the five types and for an answer.

Pooled models are trained on SERIES (200) made-up vendors of five years. Then each of VENDORS (40)
is forecast by each of the five types by itself, as the worker does it. Then one worker of the app
answers the forecast of a vendor with four years of weddings, 15 a month, REQUESTS (40) times each
way: calculated, kept, and known to the client. CPU is that of this process and of its sessions in
PostgreSQL (/proc). Prints one JSON object as its last line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import numpy as np
from _measure import connect, print_result, read_cpu_seconds
from _serve import SECRET, make_token, process_seconds

from app import create_app
from app.config import Settings
from app.forecasting import TYPES, Series, make_methods, prepare

SERIES = int(os.environ.get("SERIES", "200"))
VENDORS = int(os.environ.get("VENDORS", "40"))
REQUESTS = int(os.environ.get("REQUESTS", "40"))
SHAPE = np.array([2, 4, 6, 8, 12, 20, 22, 18, 14, 8, 4, 2.0])
VENDOR = "00000000-0000-4000-8000-000000000003"
BOOK = """
insert into analytics.booking_facts (
    vendor_id, booking_id, status, booked_at, wedding_on, "value", currency, change_count
)
select
    %(vendor)s, gen_random_uuid(), 'confirmed', w.on_day - 30 - (n * 37 + m * 11) %% 300, w.on_day,
    2000 + n * 50, 'EUR', 1
from generate_series(-9, 48) as m
cross join generate_series(1, 9 + (m * m) %% 13) as n
cross join lateral (
    select (date_trunc('month', now()) - m * interval '1 month')::date + (n * 5) %% 28 as on_day
) as w
"""


def measure_types() -> dict[str, float]:
    """Milliseconds of CPU for all five types of a vendor, here and in PostgreSQL."""
    market = [
        Series(
            f"v{number}",
            2020 * 12,
            np.random.default_rng(number).poisson(np.tile(SHAPE, 5)).astype(np.float64),
        )
        for number in range(SERIES)
    ]
    with connect() as connection:
        methods = make_methods(connection)
        forecaster = prepare(market, methods, 12)
        before = process_seconds(os.getpid()), read_cpu_seconds(connection)
        for series in market[:VENDORS]:
            for name in TYPES:
                (forecast,) = forecaster.forecast([series], methods, name)
                assert forecast.type == name
        after = process_seconds(os.getpid()), read_cpu_seconds(connection)
    here, there = (1000 * (b - a) / VENDORS for a, b in zip(before, after, strict=True))
    return {"types_cpu_ms": here + there, "types_postgres_cpu_ms": there}


def measure_answers() -> dict[str, float]:
    """Milliseconds of CPU of an answer, each way, and ratios to a calculated one."""
    with connect() as connection:
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [VENDOR])
        connection.execute(BOOK, {"vendor": VENDOR})
    app = create_app(
        Settings(
            database_url=os.environ["BENCH_DATABASE_URL"],
            jwt_secret=SECRET,
            log_level="WARNING",
            rate_limits=False,
        )
    )
    client = app.test_client()
    headers = {"Authorization": f"Bearer {make_token()}"}
    body = {"vendorId": VENDOR, "analysisType": "forecast"}

    def ask(status: int, body: dict[str, Any], **more: str) -> Any:
        answer = client.post("/api/analytics/wedding-insights", json=body, headers=headers | more)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer

    etag = ask(200, body).headers["ETag"]
    with connect() as connection:
        sessions = connection.execute(
            "select pid from pg_stat_activity"
            " where application_name = 'wedsync-app' and datname = current_database()"
        ).fetchall()

    def cpu_ms() -> float:
        return 1000 * sum(map(process_seconds, [os.getpid(), *(pid for (pid,) in sessions)]))

    def measure(work: Callable[[], object], times: int) -> float:
        for _ in range(5):
            work()
        start = cpu_ms()
        for _ in range(times):
            work()
        return (cpu_ms() - start) / times

    calculated = measure(lambda: ask(200, body | {"realTime": True}), REQUESTS)
    kept = measure(lambda: ask(200, body), 10 * REQUESTS)
    known = measure(lambda: ask(304, body, **{"If-None-Match": etag}), 10 * REQUESTS)
    print(json.dumps({"answerBytes": len(ask(200, body).get_data())}))
    app.extensions["pool"].close()
    return {
        "calculated_cpu_ms": calculated,
        "kept_cpu_ms": kept,
        "known_cpu_ms": known,
        "kept_ratio": kept / calculated,
        "known_ratio": known / calculated,
    }


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    print_result(**measure_types(), **measure_answers())


if __name__ == "__main__":
    main()
