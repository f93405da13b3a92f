"""How many metrics requests a minute the service answers, and how soon.

For SECONDS (20) four clients that keep their connections ask the app, as "bin/serve" starts it,
over a database of 100,000 events: one request in five is new (another vendor, metric, range or
grouping), the others have been asked before. Prints one JSON object as its last line:
``requests_per_min`` and ``p95_ms``, over all requests.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import jwt
from _measure import ROOT, SQL, connect, fold, median, percentile, print_result

SECONDS = float(os.environ.get("SECONDS", "20"))
CLIENTS = 4
VENDORS = 20
DAYS = 100
SECRET = "the key of a benchmark, which signs nothing else"
METRICS = ["revenue", "bookings", "booking_value", "inquiries", "messages", "page_views"]
RANGES = ["last_7_days", "last_30_days", "last_90_days", "this_month", "last_month"]
GROUPS = [["day"], ["week"], ["month"], []]


@contextmanager
def app_server() -> Iterator[int]:
    """The app on the database of this benchmark; yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [ROOT / "bin" / "app-server"],
        env={
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "DATABASE_URL": os.environ["BENCH_DATABASE_URL"],
            "WEDSYNC_JWT_SECRET": SECRET,
            "WEDSYNC_LOG_LEVEL": "WARNING",
        },
        start_new_session=True,
    )
    try:
        subprocess.run(
            [ROOT / "bin" / "wait-ready", f"http://127.0.0.1:{port}/readyz", str(process.pid)],
            check=True,
        )
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


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
    now = int(time.time())
    token = jwt.encode(
        {
            "aud": "authenticated",
            "exp": now + 3600,
            "app_metadata": {"platform_admin": True},
        },
        SECRET,
        "HS256",
    )
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
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
    times: list[float] = []
    with app_server() as port:
        ask_for(port, 0, time.perf_counter() + 2, [])
        start = time.perf_counter()
        threads = [
            threading.Thread(target=ask_for, args=(port, n + 1, start + SECONDS, times))
            for n in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - start
    rate = len(times) / seconds * 60
    print(
        f"{len(times):,} answers in {seconds:.0f} s by 2 workers: p50 {median(times):.1f} ms,"
        f" p95 {percentile(times, 0.95):.1f} ms"
    )
    print_result(requests_per_min=rate, p95_ms=percentile(times, 0.95))


if __name__ == "__main__":
    main()
