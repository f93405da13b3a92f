"""No answer is older than a commit that was acknowledged before it was asked for."""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app import create_app
from app.config import Settings
from tests.py.api.calls import SECRET, Headers, bearer, make_token, page_view
from tests.py.api.stores import redis_server
from tests.py.faults.app_server import AppServer

READS = 1000
READERS = 3
WRITERS = 2
QUERIES = ("groupBy=day", "groupBy=week", "format=csv", "totals=true", "groupBy=channel")
BOUNDS = "metrics=page_views&from=2026-05-01&to=2026-05-08"
Ask = Callable[[str, str, Any, Headers], tuple[int, Any, bytes]]
Connect = Callable[[], AbstractContextManager[Ask]]


class Ledger:
    """How many events of a vendor were sent, and how many of them are acknowledged."""

    def __init__(self, vendor_id: str) -> None:
        self.vendor_id = vendor_id
        self.headers = bearer(make_token(vendor_id))
        self.sent = 0
        self.acknowledged = 0
        self.lock = threading.Lock()
        self.known: dict[str, tuple[str, int]] = {}


@pytest.fixture
def one_process(dsn: str) -> Iterator[Connect]:
    """An application of several threads."""
    threads = READERS + WRITERS
    app = create_app(
        Settings(
            database_url=dsn,
            jwt_secret=SECRET,
            pool_max_size=threads,
            pool_timeout_ms=10_000,
            rate_limits=False,
        )
    )

    @contextmanager
    def connect() -> Iterator[Ask]:
        client = app.test_client()

        def ask(method: str, path: str, body: Any, headers: Headers) -> tuple[int, Any, bytes]:
            answer = client.open(path, method=method, json=body, headers=headers)
            return answer.status_code, answer.headers, answer.get_data()

        yield ask

    yield connect
    app.extensions["pool"].close()


@contextmanager
def two_processes(dsn: str) -> Iterator[Connect]:
    """The application as it is run, with two workers."""
    server = AppServer(dsn)

    @contextmanager
    def connect() -> Iterator[Ask]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

        def ask(method: str, path: str, body: Any, headers: Headers) -> tuple[int, Any, bytes]:
            text = None if body is None else json.dumps(body)
            # A connection for each request: else one worker gets all of a thread's.
            connection.close()
            connection.request(method, path, text, {"Content-Type": "application/json", **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

        yield ask
        connection.close()

    try:
        yield connect
    finally:
        server.stop()


def count_of(query: str, body: bytes) -> int:
    """The page views that an answer tells."""
    if query.startswith("format=csv"):
        lines = [line.split(",") for line in body.decode().splitlines()]
        total = next(line for line in lines if line[0] == "total")
        return int(total[lines[0].index("value")])
    return int(json.loads(body)["data"][0]["totals"][0]["value"])


def read(ask: Ask, ledger: Ledger, chance: random.Random) -> str:
    """Ask once, and hold the answer against the ledger; returns how it came about."""
    query = chance.choice(QUERIES)
    headers = dict(ledger.headers)
    with ledger.lock:
        at_least = ledger.acknowledged
        known = ledger.known.get(query)
    if known is not None and chance.random() < 0.5:
        headers["If-None-Match"] = known[0]
    status, said, body = ask("GET", f"/api/analytics/metrics?{BOUNDS}&{query}", None, headers)
    with ledger.lock:
        at_most = ledger.sent
    if status == 304:
        assert known is not None
        count = known[1]
    else:
        assert status == 200, body
        count = count_of(query, body)
    assert at_least <= count <= at_most, said
    with ledger.lock:
        ledger.known[query] = (said["ETag"], count)
    return "304" if status == 304 else said["Cache-Status"].split("; ")[1].split("=")[0]


def write(ask: Ask, ledger: Ledger) -> None:
    with ledger.lock:
        ledger.sent += 1
    status, _, body = ask(
        "POST", "/api/analytics/events", page_view(ledger.vendor_id), ledger.headers
    )
    assert status == 200, body
    with ledger.lock:
        ledger.acknowledged += 1


def interleave(connect: Connect, dsn: str, ledgers: list[Ledger], seed: int) -> dict[str, int]:
    """So many reads among writes and folds; returns how the answers came about."""
    ended = threading.Event()
    failures: list[BaseException] = []
    came = {"304": 0, "hit": 0, "fwd": 0}
    lock = threading.Lock()

    def run(work: Callable[[random.Random], None], number: int) -> None:
        try:
            work(random.Random(seed + number))
        except BaseException as failure:
            failures.append(failure)
            ended.set()

    def read_all(chance: random.Random) -> None:
        with connect() as ask:
            for _ in range(READS // READERS + 1):
                if ended.is_set():
                    return
                how = read(ask, chance.choice(ledgers), chance)
                with lock:
                    came[how] += 1

    def wait_for_reads(count: float) -> bool:
        """Wait until so many reads are done, so that the mixture is that of any machine."""
        due = sum(came.values()) + count
        while sum(came.values()) < due and not ended.wait(0.002):
            pass
        return not ended.is_set()

    def write_all(chance: random.Random) -> None:
        with connect() as ask:
            while wait_for_reads(chance.expovariate(1 / 16)):
                write(ask, chance.choice(ledgers))

    def fold_all(chance: random.Random) -> None:
        with psycopg.connect(dsn, autocommit=True) as connection:
            while wait_for_reads(chance.expovariate(1 / 25)):
                vendor_id = chance.choice(ledgers).vendor_id
                connection.execute("select analytics.fold_vendor(%s)", [vendor_id])

    others = [
        threading.Thread(target=run, args=(work, 100 + number))
        for number, work in enumerate([*[write_all] * WRITERS, fold_all])
    ]
    readers = [threading.Thread(target=run, args=(read_all, n)) for n in range(READERS)]
    for thread in (*others, *readers):
        thread.start()
    for thread in readers:
        thread.join()
    ended.set()
    for thread in others:
        thread.join()
    if failures:
        raise failures[0]
    return came


def check(connect: Connect, dsn: str, make_vendor: Callable[[], str]) -> None:
    ledgers = [Ledger(make_vendor()) for _ in range(3)]
    came = interleave(connect, dsn, ledgers, seed=1)
    assert sum(came.values()) >= READS
    assert min(ledger.acknowledged for ledger in ledgers) > 0
    # Unless all of it is exercised, it proves nothing.
    assert min(came.values()) >= READS // 50, came


@pytest.mark.usefixtures("admin")
def test_in_one_process(one_process: Connect, dsn: str, make_vendor: Callable[[], str]) -> None:
    check(one_process, dsn, make_vendor)


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("store", ["none", "redis"])
def test_in_several_processes(
    dsn: str,
    make_vendor: Callable[[], str],
    store: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEDSYNC_RATE_LIMITS", "off")
    # On a machine that is busy with other tests nobody is turned away for it.
    monkeypatch.setenv("WEDSYNC_POOL_TIMEOUT_MS", "10000")
    if store == "none":
        with two_processes(dsn) as connect:
            check(connect, dsn, make_vendor)
        return
    with redis_server(tmp_path) as url:
        monkeypatch.setenv("WEDSYNC_CACHE_URL", url)
        with two_processes(dsn) as connect:
            check(connect, dsn, make_vendor)
