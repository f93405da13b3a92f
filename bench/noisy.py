"""Whether one tenant that sends as fast as it can slows another down.

The app, as "bin/app-server" starts it, with its limits as they are shipped, over EVENTS (1,000,000)
events of 20 vendors; the jobs run every second. A quiet vendor asks for metrics and sends some
events, RATE (10) requests a second, an open loop: first alone, then while the vendor that has a
fifth of all events sends over CLIENTS (24) connections, each as soon as it has an answer: metrics
that nobody has asked for yet, metrics counted from all of its events, and batches of 500 events.
Prints one JSON object as its last line, of ROUNDS (3) rounds of SECONDS (20) each:

- ``quiet_p95_ms``, ``beside_noisy_p95_ms`` and ``ratio``: of the quiet vendor, alone and beside it
- ``noisy_answered``, ``noisy_limited``: requests per second of the other that were done, and that
  were refused (429, 503)
- ``errors_of_quiet``: its requests that were not answered by 200
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import random
import time
import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from urllib.parse import urlencode

from _measure import (
    Database,
    connect,
    first_of_days,
    fold,
    load_scale,
    median,
    percentile,
    print_result,
    repeating,
)
from _serve import app_server, compose_request, make_token, send_all_the_time, send_at_rate

EVENTS = int(os.environ.get("EVENTS", "1000000"))
SECONDS = float(os.environ.get("SECONDS", "20"))
RATE = float(os.environ.get("RATE", "10"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
CLIENTS = int(os.environ.get("CLIENTS", "24"))
VENDORS = 20
DAYS = 100
FIRST_ON = first_of_days(DAYS)
NOISY = "00000000-0000-4000-8000-000000000000"
QUIET = "00000000-0000-4000-8000-000000000007"
METRICS = ["revenue", "bookings", "booking_value", "inquiries", "messages", "page_views"]
API = "/api/analytics"
BATCHES = 60
BATCH = 500
Rows = list[tuple[object, ...]]


def ask(vendor_id: str, **query: str) -> bytes:
    """A request for metrics."""
    return compose_request("GET", f"{API}/metrics?{urlencode(query)}", make_token(vendor_id))


def ask_as_dashboard(vendor_id: str, chance: random.Random) -> bytes:
    """Two metrics of some weeks, as a dashboard asks for them."""
    first = FIRST_ON + timedelta(days=chance.randrange(DAYS - 40))
    last = min(first + timedelta(days=chance.randrange(7, 90)), date.today())
    return ask(
        vendor_id,
        metrics=",".join(chance.sample(METRICS, 2)),
        groupBy=chance.choice(["day", "week", "month"]),
        **{"from": first.isoformat(), "to": last.isoformat()},
    )


def ask_for_everything(vendor_id: str, chance: random.Random) -> bytes:
    """What has to be counted from the events themselves, all of them."""
    return ask(
        vendor_id,
        metrics=",".join(chance.sample(METRICS, 3)),
        source="raw",
        groupBy=chance.choice(["hour", "day", "weekday"]),
        **{"from": FIRST_ON.isoformat(), "to": (date.today() + timedelta(1)).isoformat()},
    )


def send_events(vendor_id: str, count: int) -> bytes:
    """A batch of what visitors of a site do."""
    now = datetime.now(UTC)
    events = [
        {
            "id": str(uuid.uuid4()),
            "eventType": "page.viewed",
            "timestamp": (now - timedelta(seconds=number)).isoformat(),
            "eventData": {"path": f"/p/{number}", "channel": "google"},
        }
        for number in range(count)
    ]
    return compose_request("POST", f"{API}/events", make_token(vendor_id), json.dumps(events))


def make_noise() -> list[list[bytes]]:
    """What each connection of the noisy vendor sends over and over."""
    chance = random.Random(1)
    # Sent again they are duplicates, which take as long to find out.
    batches = [send_events(NOISY, BATCH) for _ in range(BATCHES)]
    shares = []
    for number in range(CLIENTS):
        if number % 3 == 0:
            shares.append([ask_as_dashboard(NOISY, chance) for _ in range(500)])
        elif number % 3 == 1:
            shares.append([ask_for_everything(NOISY, chance) for _ in range(100)])
        else:
            first = number % BATCHES
            shares.append(batches[first:] + batches[:first])
    return shares


def be_noisy(port: int, may_begin: Event, is_over: Event, told: Connection) -> None:
    """What the process of the noisy vendor does, out of the way of the server's."""
    shares = make_noise()
    os.nice(10)
    told.send(None)
    may_begin.wait()
    told.send(asyncio.run(send_all_the_time(port, shares, is_over.is_set)))


def measure_quiet(port: int, seed: int) -> tuple[float, Counter[int]]:
    """95th percentile of the milliseconds of the quiet vendor, and what was answered."""
    chance = random.Random(seed)
    known = [ask_as_dashboard(QUIET, chance) for _ in range(10)]
    requests = []
    for _ in range(int(RATE * SECONDS)):
        kind = chance.random()
        if kind < 0.2:
            requests.append(send_events(QUIET, 5))
        elif kind < 0.6:
            requests.append(chance.choice(known))
        else:
            requests.append(ask_as_dashboard(QUIET, chance))
    answers = asyncio.run(send_at_rate(port, requests, RATE))
    return percentile([ms for _, ms in answers], 0.95), Counter(status for status, _ in answers)


def measure_beside(port: int, seed: int) -> tuple[float, Counter[int], Counter[int]]:
    """The same while the other is noisy, and what that one was answered."""
    processes = multiprocessing.get_context("fork")
    may_begin, is_over = processes.Event(), processes.Event()
    hears, tells = processes.Pipe(duplex=False)
    noisy = processes.Process(target=be_noisy, args=(port, may_begin, is_over, tells))
    noisy.start()
    tells.close()
    hears.recv()
    may_begin.set()
    try:
        # From a standing start all of a burst may be spent at once: that is part of it.
        p95, answered = measure_quiet(port, seed)
    finally:
        is_over.set()
    noises: Counter[int] = hears.recv()
    noisy.join()
    return p95, answered, noises


def restore_limits(connection: Database, shipped: Rows) -> None:
    """The limits as the migrations made them: loading has lifted them."""
    for row in shipped:
        connection.execute(
            "update analytics.rate_limits set unit_count = %s, burst_count = %s"
            " where subject_kind = %s and route_class = %s and subject = %s",
            row,
        )


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    rounds = []
    with connect() as connection:
        shipped: Rows = connection.execute(
            "select unit_count, burst_count, subject_kind, route_class, subject"
            " from analytics.rate_limits"
        ).fetchall()
        load_scale(connection, EVENTS, VENDORS, DAYS)
        restore_limits(connection, shipped)
        connection.execute("vacuum (analyze)")
        with app_server() as app, repeating(fold, 1.0):
            measure_quiet(app.port, 0)
            for number in range(1, ROUNDS + 1):
                alone, answered = measure_quiet(app.port, 2 * number)
                beside, answered_beside, noises = measure_beside(app.port, 2 * number + 1)
                rounds.append((alone, beside, answered + answered_beside, noises))
                print(f"p95 {alone:.1f} ms alone, {beside:.1f} beside; noisy: {dict(noises)}")
                time.sleep(5)
    noises = sum((noises for _, _, _, noises in rounds), Counter())
    limited = noises[429] + noises[503]
    print_result(
        quiet_p95_ms=median([alone for alone, _, _, _ in rounds]),
        beside_noisy_p95_ms=median([beside for _, beside, _, _ in rounds]),
        ratio=median([beside / alone for alone, beside, _, _ in rounds]),
        noisy_answered=noises[200] / (ROUNDS * SECONDS),
        noisy_limited=limited / (ROUNDS * SECONDS),
        errors_of_quiet=sum(
            count
            for _, _, answered, _ in rounds
            for status, count in answered.items()
            if status != 200
        ),
    )


if __name__ == "__main__":
    main()
