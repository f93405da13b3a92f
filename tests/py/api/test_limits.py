"""Whoever asks too often is told so, in whatever process, and soon asks again."""

from __future__ import annotations

import io
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, db, limits
from app.config import Settings
from app.openapi.describe import describes
from app.problems import Problem
from tests.py.api.calls import SECRET, Headers, bearer, make_token, page_view

CATALOG = "/api/analytics/catalog"
METRICS = "/api/analytics/metrics"


@pytest.fixture
def limit(admin: psycopg.Connection[Any]) -> Iterator[Any]:
    """Give a subject a limit of its own, for the test."""
    given: list[str] = []

    def set_limit(kind: str, subject: str, route_class: str, per_min: int, burst: int) -> None:
        given.append(subject)
        admin.execute(
            "insert into analytics.rate_limits"
            " (subject_kind, route_class, subject, unit_count, burst_count)"
            " values (%s, %s, %s, %s, %s)",
            [kind, route_class, subject, per_min, burst],
        )

    yield set_limit
    admin.execute("delete from analytics.rate_limits where subject = any (%s)", [given])
    admin.execute("delete from analytics.rate_states where subject = any (%s)", [given])


def caller(user_id: str, *vendor_ids: str) -> Headers:
    return bearer(make_token(*vendor_ids, sub=user_id))


def test_a_burst_passes_and_then_the_rate(client: FlaskClient, limit: Any) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 60, 3)
    answers = [client.get(CATALOG, headers=caller(user_id)) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"user";q=60;w=60'
    assert answers[0].headers["RateLimit"] == '"user";r=2;t=1'
    refused = answers[3]
    assert refused.content_type == "application/problem+json"
    assert refused.json is not None
    assert refused.json["code"] == "ZA601"
    assert "60 units per 60 s" in refused.json["detail"]
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["RateLimit-Policy"] == '"user";q=60;w=60'
    assert refused.headers["RateLimit"].startswith('"user";r=0;')
    time.sleep(1.05)
    assert client.get(CATALOG, headers=caller(user_id)).status_code == 200
    # Others have lost nothing.
    assert client.get(CATALOG, headers=caller(str(uuid.uuid4()))).status_code == 200


def test_what_fails_counts_and_tells_what_is_left(client: FlaskClient, limit: Any) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 1, 2)
    path = "/api/analytics/metrics?metrics=nothing&timeframe=today"
    answers = [client.get(path, headers=caller(user_id)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert [answer.headers["RateLimit"] for answer in answers[:2]] == [
        '"user";r=1;t=60',
        '"user";r=0;t=120',
    ]


def test_workers_share_the_limits(dsn: str, limit: Any) -> None:
    vendor_id = str(uuid.uuid4())
    limit("vendor", vendor_id, "read", 1, 20)
    workers = [create_app(Settings(database_url=dsn, jwt_secret=SECRET)) for _ in range(3)]
    statuses: list[Counter[int]] = [Counter() for _ in workers]

    def ask(worker: Flask, seen: Counter[int]) -> None:
        client = worker.test_client()
        for _ in range(12):
            # Another user each time: it is the vendor whose limit it is.
            headers = caller(str(uuid.uuid4()), vendor_id)
            seen[client.get("/api/analytics/rejected-events", headers=headers).status_code] += 1

    threads = [
        threading.Thread(target=ask, args=pair) for pair in zip(workers, statuses, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for worker in workers:
        worker.extensions["pool"].close()
    assert sum(statuses, Counter()) == {200: 20, 429: 16}


def test_a_refused_request_does_nothing(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str, limit: Any
) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "ingest", 1, 1)
    answers = [
        client.post(
            "/api/analytics/events", json=[page_view()], headers=caller(user_id, vendor_id)
        ).status_code
        for _ in range(5)
    ]
    assert answers == [200, 429, 429, 429, 429]
    row = admin.execute(
        "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == (1,)


def test_whoever_was_refused_a_moment_ago_costs_no_statement(
    app: Flask, client: FlaskClient, limit: Any
) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 1, 1)
    headers = caller(user_id)
    assert [client.get(CATALOG, headers=headers).status_code for _ in range(2)] == [200, 429]
    with app.extensions["pool"].connection():
        # There is no connection left to ask with.
        assert client.get(CATALOG, headers=headers).status_code == 429
        assert client.get(CATALOG, headers=caller(str(uuid.uuid4()))).status_code == 503


def test_whoever_goes_on_when_refused_is_answered_later(
    client: FlaskClient, limit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 1, 1)
    pauses: list[float] = []
    monkeypatch.setattr(limits, "_pause", pauses.append)
    seen = []
    # Of another size, so that the database is asked again; then as before, so that it is not.
    for query in ("", "", "?a=1", "?a=1"):
        answer = client.post(METRICS + query, json={"a": query}, headers=caller(user_id))
        seen.append((answer.status_code == 429, len(pauses)))
    assert [is_refused for is_refused, _ in seen] == [False, True, True, True]
    assert [count for _, count in seen] == [0, 0, 1, 2]
    assert client.get(CATALOG, headers=caller(str(uuid.uuid4()))).status_code == 200
    assert len(pauses) == 2


def test_an_export_counts_before_it_begins(client: FlaskClient, limit: Any, vendor_id: str) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "admin", 1, 30)
    path = f"/api/analytics/export?vendorId={vendor_id}"
    headers = bearer(
        make_token(sub=user_id, app_metadata={"vendor_ids": [vendor_id], "vendor_role": "owner"})
    )
    answers = []
    for _ in range(2):
        answers.append(client.get(path, headers=headers))
        answers[-1].get_data()
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[0].headers["RateLimit"].startswith('"user";r=10;')


def test_large_bodies_cost_more(client: FlaskClient, limit: Any, vendor_id: str) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "ingest", 1, 10)
    answer = client.post(
        "/api/analytics/events",
        json=[page_view(path="/" + "x" * 1000) for _ in range(120)],
        headers=caller(user_id, vendor_id),
    )
    assert answer.headers["RateLimit"].startswith('"user";r=7;')


def year(*metrics: str, **members: Any) -> dict[str, Any]:
    """A request that weighs 8,760 cells for each metric, and 87,600 where events are counted."""
    bounds = {"from": "2025-01-01", "to": "2026-01-01"}
    return {"metrics": list(metrics), "timeframe": bounds, **members}


def test_metrics_cost_by_what_has_to_be_calculated(
    client: FlaskClient, limit: Any, vendor_id: str
) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 1, 100)
    headers = caller(user_id, vendor_id)
    left = []
    for request in (
        year("revenue"),
        # Kept from before.
        year("revenue"),
        year("revenue", source="raw"),
        year("revenue", realTime=True, groupBy=["hour"]),
    ):
        answer = client.post(METRICS, json=request, headers=headers)
        assert answer.status_code == 200
        left.append(int(answer.headers["RateLimit"].partition("r=")[2].partition(";")[0]))
    assert left == [98, 97, 79, 77]


def test_what_is_too_dear_is_not_calculated(
    client: FlaskClient, limit: Any, vendor_id: str
) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 60, 20)
    headers = caller(user_id, vendor_id)
    dear = year("revenue", source="raw")
    assert client.post(METRICS, json=dear, headers=headers).status_code == 200
    other = dear | {"totals": False}
    refused = client.post(METRICS, json=other, headers=headers)
    assert (refused.status_code, refused.json and refused.json["code"]) == (429, "ZA601")
    assert "this one costs 17" in refused.json["detail"]  # type: ignore[index]
    assert 10 <= int(refused.headers["Retry-After"]) <= 17
    # The question itself was one, and there is still one left for what is kept.
    kept = client.post(METRICS, json=dear, headers=headers)
    assert kept.headers["Cache-Status"] == "wedsync; hit; detail=process"


def test_more_than_a_request_may_weigh_is_refused_with_what_to_do(
    client: FlaskClient, headers: Headers
) -> None:
    bounds = {"from": "1990-01-01", "to": "2026-01-01"}
    metrics = ["revenue", "refunds", "page_views", "inquiries"]
    body = {"metrics": metrics, "timeframe": bounds, "source": "raw"}
    start = time.perf_counter()
    answer = client.post(METRICS, json=body, headers=headers)
    assert time.perf_counter() - start < 1
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, "ZA149")
    (error,) = answer.json["errors"]
    assert error["pointer"] == "/timeframe"
    assert "weighs 12,623,040 cells, 10,000,000 are the most" in error["detail"]


def test_nobody_pays_where_limits_are_off(dsn: str, vendor_id: str) -> None:
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, rate_limits=False))
    answer = app.test_client().post(
        METRICS, json=year("revenue", source="raw"), headers=caller(str(uuid.uuid4()), vendor_id)
    )
    app.extensions["pool"].close()
    assert answer.status_code == 200
    assert "RateLimit" not in answer.headers


def test_whoever_has_no_token_counts_by_address(client: FlaskClient, limit: Any) -> None:
    limit("address", "2001:db8:1:2::/64", "ingest", 60, 1)

    def collect(address: str) -> int:
        return client.post(
            "/api/analytics/collect?key=none",
            json=[page_view()],
            environ_base={"REMOTE_ADDR": address},
        ).status_code

    # One customer has a network of IPv6, not an address.
    addresses = ("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1", "192.0.2.1", "unknown")
    assert [collect(address) for address in addresses] == [401, 429, 401, 401, 401]


def test_secret_keys_count_for_themselves_and_their_vendor(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str
) -> None:
    made = client.post(
        "/api/analytics/keys",
        json={"vendorId": vendor_id, "kind": "secret", "scopes": ["read"], "name": "limits"},
        headers=bearer(
            make_token(app_metadata={"vendor_ids": [vendor_id], "vendor_role": "owner"})
        ),
    )
    assert made.json is not None
    answer = client.get(CATALOG, headers=bearer(made.json["key"]))
    assert answer.headers["RateLimit-Policy"] == '"key";q=3000;w=60, "vendor";q=3000;w=60'


def test_made_up_keys_count_by_address(client: FlaskClient, limit: Any) -> None:
    limit("address", "192.0.2.77", "open", 1, 2)
    answers = [
        client.get(
            CATALOG,
            headers=bearer(f"wk_live_{n:064x}"),
            environ_base={"REMOTE_ADDR": "192.0.2.77"},
        ).status_code
        for n in range(4)
    ]
    assert answers == [401, 401, 429, 429]


def test_limits_that_cannot_be_asked_keep_nobody_out(
    client: FlaskClient, admin: psycopg.Connection[Any], limit: Any, log: io.StringIO
) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 60, 3)
    client.get(CATALOG, headers=caller(user_id))
    with admin.transaction():
        # As long as somebody holds the row: the lock timeout of the service is 2 s.
        admin.execute("select from analytics.rate_states where subject = %s for update", [user_id])
        answer = client.get(CATALOG, headers=caller(user_id))
    assert answer.status_code == 200
    assert "RateLimit" not in answer.headers
    line = next(line for line in map(json.loads, log.getvalue().splitlines()) if "sqlstate" in line)
    assert (line["message"], line["sqlstate"]) == ("limits not asked", "55P03")


def test_a_slow_request_does_not_make_others_of_its_caller_wait(dsn: str, limit: Any) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 60, 10)
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, pool_max_size=4))

    @app.get("/slow")
    @describes(scope="read", answers={})
    def wait() -> str:
        db.call("select pg_sleep(1)::text from request", [], claims={"sub": user_id}, writes=False)
        return "late"

    headers = caller(user_id)
    slow = threading.Thread(target=lambda: app.test_client().get("/slow", headers=headers))
    slow.start()
    time.sleep(0.3)
    start = time.perf_counter()
    answer = app.test_client().get(CATALOG, headers=caller(user_id))
    elapsed = time.perf_counter() - start
    is_running = slow.is_alive()
    slow.join()
    app.extensions["pool"].close()
    assert answer.status_code == 200
    assert answer.headers["RateLimit"].startswith('"user";r=8;')
    assert is_running
    assert elapsed < 0.6


def test_limits_can_be_switched_off(dsn: str, limit: Any) -> None:
    user_id = str(uuid.uuid4())
    limit("user", user_id, "read", 1, 1)
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, rate_limits=False))
    answers = [app.test_client().get(CATALOG, headers=caller(user_id)) for _ in range(3)]
    app.extensions["pool"].close()
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "RateLimit" not in answers[0].headers
    for text, expected in (("", True), ("on", True), ("OFF", False)):
        settings = Settings.from_environment({"WEDSYNC_RATE_LIMITS": text})
        assert settings.rate_limits is expected
    with pytest.raises(ValueError, match="WEDSYNC_RATE_LIMITS"):
        Settings.from_environment({"WEDSYNC_RATE_LIMITS": "no"})


def test_the_memory_of_refusals_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_REMEMBERED_MAX", 2)
    refusals = limits.Refusals()
    questions: list[limits.Question] = [((str(n),), "read", "/", 0, None) for n in range(3)]
    problem = Problem(429, "ZA601", "")
    for question in questions:
        refusals.note(question, problem, 60)
    assert [refusals.find(question) for question in questions] == [None, problem, problem]
    refusals.note(questions[0], problem, 0)
    assert refusals.find(questions[0]) is None


def test_a_full_pool_answers_within_a_second(dsn: str) -> None:
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET))
    app.test_client().get("/readyz")
    with app.extensions["pool"].connection():
        start = time.perf_counter()
        answer = app.test_client().get(CATALOG, headers=caller(str(uuid.uuid4())))
        elapsed = time.perf_counter() - start
    app.extensions["pool"].close()
    assert (answer.status_code, answer.json and answer.json["code"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "1"
    assert elapsed < 1
