"""What the service costs beside the bare database, and beside the same endpoints by others.

The app, as "bin/app-server" starts it, with all its checks on, and peers of bench/peers with as
many workers and connections, over a database of EVENTS (10,000,000) events. Prints one JSON object
as its last line; ratios are medians of alternating rounds:

- ``post_over_direct``, ``post_over_fastapi``, ``post_over_fastify``: rate of posting batches of 500
  events to the app, over that of the same statement on as many connections, and over that of peers
  which send it too
- ``get_p95_ms``, ``get_p99_ms``: metrics asked RATE (500) times a second for SECONDS (60), an open
  loop: each request counts from when it was due; half of them have been asked before
- ``not_modified_cpu``: processor time of an answer 304 over that of a 200 that is not cached, that
  of PostgreSQL included
- ``cached_cpu_over_fastapi``: processor time of a cached answer over that of the peer in FastAPI,
  which only runs an indexed query of that size
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from _measure import (
    ROOT,
    Database,
    connect,
    first_of_days,
    fold,
    load_scale,
    median,
    percentile,
    print_result,
)
from _serve import (
    Server,
    app_server,
    cpu_seconds,
    get_all,
    get_at_rate,
    post_all,
    serving,
    together,
)

EVENTS = int(os.environ.get("EVENTS", "10000000"))
SECONDS = float(os.environ.get("SECONDS", "60"))
RATE = float(os.environ.get("RATE", "500"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
# As many as the app and the peers have workers, with a connection each; and who asks them.
CONNECTIONS = 2
CLIENTS = 8
POSTS = 40
POST_SIZE = 500
ASKS = 200
VENDORS = 100
DAYS = 100
FIRST_ON = first_of_days(DAYS)
METRICS = ["revenue", "bookings", "booking_value", "inquiries", "messages", "page_views"]
PEERS = ROOT / "bench" / "peers"
RECEIVE = (
    "with request as materialized (select set_config('request.jwt.claims', %s, true),"
    " gen_random_uuid() as id) select e.status from request,"
    " lateral analytics_api.receive_events(%s, 'json',"
    " jsonb_build_object('door', 'http', 'requestId', request.id)) as e"
)


def vendor_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def make_bodies(connection: Database, count: int) -> list[str]:
    """Texts of that many batches that nobody has sent yet, each of one vendor and some hours."""
    pass_size = DAYS * 5000
    return [
        row[0]
        for row in connection.execute(
            "select bench.make_scale_batch(%s, %s, n, 1, %s, %s)::text"
            " from generate_series(1, %s) as n",
            [POST_SIZE, pass_size, FIRST_ON, DAYS, count],
        )
    ]


def post_directly(connections: Sequence[Database], bodies: Sequence[str]) -> float:
    """Seconds that as many connections as the app has take to send the same statement."""
    claims = json.dumps({"sub": "bench", "app_metadata": {"platform_admin": True}})

    def send(number: int) -> None:
        for body in bodies[number::CONNECTIONS]:
            row = connections[number].execute(RECEIVE, [claims, body]).fetchone()
            assert row == (200,), row

    return together(send, range(CONNECTIONS))


def compare_posts(connection: Database, app: Server, fastapi: Server) -> dict[str, float]:
    """Ratios of the rates of posting."""
    with (
        serving([PEERS / "with-fastify" / "serve"], "/health") as fastify,
        connect() as first,
        connect() as second,
    ):
        for direct in (first, second):
            direct.prepare_threshold = 0
        ways: dict[str, Callable[[Sequence[str]], float]] = {
            "app": partial(post_all, app.port, "/api/analytics/events", clients=CLIENTS),
            "direct": partial(post_directly, (first, second)),
            "fastapi": partial(post_all, fastapi.port, "/events", clients=CLIENTS),
            "fastify": partial(post_all, fastify.port, "/events", clients=CLIENTS),
        }
        rounds: list[dict[str, float]] = []
        # The first round warms up.
        for number in range(ROUNDS + 1):
            names = [*ways][number % 4 :] + [*ways][: number % 4]
            rounds.append({name: ways[name](make_bodies(connection, POSTS)) for name in names})
            fold(connection)
    for name in ways:
        events_per_s = POSTS * POST_SIZE / median([r[name] for r in rounds[1:]])
        print(f"post by {name}: {events_per_s:,.0f} events/s")
    return {
        f"post_over_{name}": median([r[name] / r["app"] for r in rounds[1:]])
        for name in ways
        if name != "app"
    }


def make_target(chance: random.Random) -> str:
    """A request for metrics as a dashboard asks, all but never the same one twice."""
    first = FIRST_ON + timedelta(days=chance.randrange(DAYS - 40))
    last = first + timedelta(days=chance.randrange(7, 90))
    query = {
        "vendorId": vendor_id(chance.randrange(VENDORS)),
        "metrics": ",".join(chance.sample(METRICS, 2)),
        "from": first.isoformat(),
        "to": min(last, date.today()).isoformat(),
        "groupBy": chance.choice(["day", "week", "month"]),
    }
    return f"/api/analytics/metrics?{urlencode(query)}"


def measure_gets(app: Server) -> dict[str, float]:
    """Percentiles of an open loop in which half of the requests have been asked before."""
    chance = random.Random(1)
    known = [make_target(chance) for _ in range(200)]
    get_all(app.port, known, {})
    targets = [
        chance.choice(known) if chance.random() < 0.5 else make_target(chance)
        for _ in range(int(RATE * SECONDS))
    ]
    times = get_at_rate(app.port, targets, RATE)
    print(f"{len(times):,} answers at {RATE:.0f}/s: p50 {median(times):.1f} ms")
    return {"get_p95_ms": percentile(times, 0.95), "get_p99_ms": percentile(times, 0.99)}


def compare_cpu(connection: Database, app: Server, fastapi: Server) -> dict[str, float]:
    """Processor time of answers that are new, cached, not modified, and of the peer's."""
    chance = random.Random(2)
    query = {
        "vendorId": vendor_id(0),
        "metrics": "revenue",
        "timeframe": "last_90_days",
        "groupBy": "day",
    }
    cached = f"/api/analytics/metrics?{urlencode(query)}"
    (known,) = get_all(app.port, [cached], {})
    etag = {"If-None-Match": known.headers["etag"]}
    peer = f"/metrics?vendor_id={vendor_id(0)}"
    rounds = []
    for _ in range(ROUNDS + 1):
        new = [make_target(chance) for _ in range(ASKS)]
        ways: dict[str, Callable[[], object]] = {
            "new": partial(get_all, app.port, new, {}),
            "cached": partial(get_all, app.port, [cached] * ASKS, {}),
            "not_modified": partial(get_all, app.port, [cached] * ASKS, etag, status=304),
            "fastapi": partial(get_all, fastapi.port, [peer] * ASKS, {}),
        }
        used = {}
        for name, ask in ways.items():
            server = fastapi if name == "fastapi" else app
            before = cpu_seconds(server, connection)
            ask()
            used[name] = (cpu_seconds(server, connection) - before) / ASKS * 1e6
        rounds.append(used)
    for name in rounds[0]:
        print(f"{name}: {median([r[name] for r in rounds[1:]]):,.0f} us of processor")
    return {
        "not_modified_cpu": median([r["not_modified"] / r["new"] for r in rounds[1:]]),
        "cached_cpu_over_fastapi": median([r["cached"] / r["fastapi"] for r in rounds[1:]]),
    }


def main() -> None:
    """Run against BENCH_DATABASE_URL, a database that holds nothing else."""
    with connect() as connection:
        load_scale(connection, EVENTS, VENDORS, DAYS)
        connection.execute("vacuum (analyze)")
        with (
            app_server() as app,
            serving([PEERS / "with-fastapi" / "serve"], "/health") as fastapi,
        ):
            figures = {
                **compare_cpu(connection, app, fastapi),
                **measure_gets(app),
                **compare_posts(connection, app, fastapi),
            }
    print_result(**figures)


if __name__ == "__main__":
    main()
