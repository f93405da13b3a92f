"""Nobody takes all threads or connections of a process from all others."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask, Response

from app import create_app, db
from app.config import Settings
from app.openapi.describe import describes
from app.problems import Problem
from app.seats import Seats
from tests.py.api.calls import SECRET, Headers, bearer, make_token

CATALOG = "/api/analytics/catalog"


def hold(seats: Seats, subject: str, held: ExitStack, most: int = 10) -> int:
    """How many connections somebody gets who asks for that many."""
    for number in range(most):
        try:
            held.enter_context(seats.connection(subject))
        except Problem:
            return number
    return most


def test_one_alone_gets_half_and_the_next_half_of_what_is_left() -> None:
    seats = Seats(threads=1, connections=8, timeout_s=0)
    with ExitStack() as held:
        counts = [hold(seats, subject, held) for subject in ("a", "b", "c", "d", "e")]
    assert counts == [4, 2, 1, 1, 0]
    with ExitStack() as held:
        assert hold(seats, "e", held) == 4


def test_a_single_connection_is_for_whoever_comes() -> None:
    seats = Seats(threads=1, connections=1, timeout_s=0)
    for subject in ("a", "a", "b"):
        with ExitStack() as held:
            assert hold(seats, subject, held) == 1


def test_who_waits_gets_what_another_gives_back() -> None:
    seats = Seats(threads=1, connections=2, timeout_s=5)
    order: list[str] = []

    def work(subject: str) -> None:
        with seats.connection(subject):
            order.append(subject)

    with ExitStack() as outer, ExitStack() as inner:
        outer.enter_context(seats.connection("a"))
        inner.enter_context(seats.connection("b"))
        waiting = [threading.Thread(target=work, args=(subject,)) for subject in ("a", "b", "c")]
        for number, thread in enumerate(waiting, 1):
            thread.start()
            while seats.waiting_count < number:
                time.sleep(0.001)
        inner.close()
        # A has one already, so it is not its turn, though it came first.
        waiting[1].join(5)
        waiting[2].join(5)
        assert order == ["b", "c"]
    waiting[0].join(5)
    assert order == ["b", "c", "a"]
    assert seats.waiting_count == 0


def test_who_waits_in_vain_is_told_so_in_time() -> None:
    seats = Seats(threads=1, connections=2, timeout_s=0.2)
    with seats.connection("a"):
        start = time.perf_counter()
        with pytest.raises(Problem) as refused, seats.connection("a"):
            pytest.fail("it has its share")
        assert 0.2 <= time.perf_counter() - start < 1
    assert (refused.value.status, refused.value.code) == (503, "busy")
    assert seats.waiting_count == 0


def test_threads_are_shared_out_likewise() -> None:
    seats = Seats(threads=4, connections=1, timeout_s=0)

    def enter(subject: str) -> bool:
        try:
            seats.enter(subject)
        except Problem:
            return False
        return True

    assert [enter(subject) for subject in "aaabbcd"] == [
        *(True, True, False),
        *(True, False),
        *(True, False),
    ]
    seats.leave("a")
    assert [enter(subject) for subject in "abd"] == [False, False, True]


@pytest.fixture
def busy_app(dsn: str) -> Iterator[Flask]:
    """A process with room for four requests and as many connections."""
    app = create_app(
        Settings(database_url=dsn, jwt_secret=SECRET, threads=4, pool_max_size=4, log_level="ERROR")
    )
    yield app
    app.extensions["pool"].close()


@pytest.fixture
def slow(busy_app: Flask) -> Callable[[Headers], Any]:
    """Begin a request that takes two seconds; returns what waits for its status."""

    @busy_app.get("/slow")
    @describes(scope="read", answers={})
    def wait() -> str:
        db.call("select pg_sleep(2)::text from request", [], claims={"sub": "any"}, writes=False)
        return "late"

    def begin(headers: Headers) -> Callable[[], int]:
        statuses: list[int] = []

        def ask() -> None:
            statuses.append(busy_app.test_client().get("/slow", headers=headers).status_code)

        thread = threading.Thread(target=ask)
        thread.start()

        def end() -> int:
            thread.join()
            return statuses[0]

        return end

    return begin


def test_slow_requests_of_one_vendor_leave_the_others_their_way(
    busy_app: Flask, slow: Callable[[Headers], Any], make_vendor: Callable[[], str]
) -> None:
    noisy, quiet = make_vendor(), make_vendor()
    # Two users, but of one vendor.
    running = [slow(bearer(make_token(noisy, sub=f"user {number}"))) for number in range(2)]
    time.sleep(0.5)
    start = time.perf_counter()
    client = busy_app.test_client()
    more = client.get(CATALOG, headers=bearer(make_token(noisy, sub="a third")))
    refused_after_s = time.perf_counter() - start
    answer = client.get(CATALOG, headers=bearer(make_token(quiet, sub="another")))
    answered_after_s = time.perf_counter() - start
    assert (more.status_code, more.json and more.json["code"]) == (503, "busy")
    assert more.headers["Retry-After"] == "1"
    assert refused_after_s < 0.3
    assert answer.status_code == 200
    assert answered_after_s < 1
    assert [end() for end in running] == [200, 200]
    assert client.get(CATALOG, headers=bearer(make_token(noisy, sub="a third"))).status_code == 200


def test_what_is_streamed_has_its_thread_until_its_end(busy_app: Flask) -> None:
    @busy_app.get("/stream")
    @describes(answers={})
    def stream() -> Response:
        return Response(iter(["a", "b"]))

    client = busy_app.test_client()
    streams = [client.get("/stream", buffered=False) for _ in range(2)]
    assert client.get("/stream").status_code == 503
    assert client.get("/healthz").status_code == 200
    for answer in streams:
        assert answer.get_data() == b"ab"
        answer.close()
    assert client.get("/stream").status_code == 200


def test_no_place_is_left_taken(busy_app: Flask, vendor_id: str) -> None:
    client = busy_app.test_client()
    headers = bearer(make_token(vendor_id))
    statuses = Counter(
        client.get(path, headers=sent).status_code
        for _ in range(10)
        for path, sent in (
            (CATALOG, headers),
            (CATALOG, {}),
            (CATALOG, bearer("wk_live_" + "0" * 64)),
            ("/nowhere", headers),
            ("/api/analytics/metrics?metrics=none", headers),
        )
    )
    assert statuses == {200: 10, 401: 20, 404: 10, 422: 10}
