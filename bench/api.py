"""How many metrics requests a minute the service answers, and how soon.

For SECONDS (20) four clients that keep their connections ask the app, as "bin/app-server" starts
it, over a database of 100,000 events: one request in five is new (another vendor, metric, range or
grouping), the others have been asked before. Prints one JSON object as its last line:
``requests_per_min`` and ``p95_ms``, over all requests.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import time

from _measure import connect, load_scale, median, percentile, print_result
from _serve import app_server, make_token, together

SECONDS = float(os.environ.get("SECONDS", "20"))
CLIENTS = 4
VENDORS = 20
DAYS = 100
METRICS = ["revenue", "bookings", "booking_value", "inquiries", "messages", "page_views"]
RANGES = ["last_7_days", "last_30_days", "last_90_days", "this_month", "last_month"]
GROUPS = [["day"], ["week"], ["month"], []]


def make_request(chance: random.Random) -> dict[str, object]:
    """A request as a dashboard makes them."""
    return {
        "vendorId": f"00000000-0000-4000-8000-{chance.randrange(VENDORS):012}",
        "metrics": chance.sample(METRICS, 2),
        "timeframe": chance.choice(RANGES),
        "groupBy": chance.choice(GROUPS),
    }


def ask_for(port: int, seed: int, until: float, times: list[float]) -> None:
    """One client: asks until then, and notes the milliseconds of each answer."""
    chance = random.Random(seed)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {make_token()}"}
    known = [json.dumps(make_request(chance)) for _ in range(20)]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.perf_counter() < until:
        is_new = chance.random() < 0.2
        body = json.dumps(make_request(chance)) if is_new else chance.choice(known)
        start = time.perf_counter()
        connection.request("POST", "/api/analytics/metrics", body, headers)
        answer = connection.getresponse()
        text = answer.read()
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, text
    connection.close()


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with connect() as connection:
        load_scale(connection, 100_000, VENDORS, DAYS)
    times: list[float] = []
    with app_server() as app:
        ask_for(app.port, 0, time.perf_counter() + 2, [])
        until = time.perf_counter() + SECONDS
        seconds = together(
            lambda client: ask_for(app.port, client, until, times), range(1, CLIENTS + 1)
        )
    rate = len(times) / seconds * 60
    print(
        f"{len(times):,} answers in {seconds:.0f} s by 2 workers: p50 {median(times):.1f} ms,"
        f" p95 {percentile(times, 0.95):.1f} ms"
    )
    print_result(requests_per_min=rate, p95_ms=percentile(times, 0.95))


if __name__ == "__main__":
    main()
