"""Requests with an Idempotency-Key count once, whatever happens to their answers."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, db
from app.config import Settings
from app.problems import Problem
from tests.py.api.calls import SECRET, Headers, bearer, make_token, page_view

EVENTS = "/api/analytics/events"
KEYS = "/api/analytics/keys"
NAMELESS = {"eventType": "page.viewed", "eventData": {"path": "/"}}
"""An event that its sender gives neither id nor time."""


@pytest.fixture
def subject() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def owner(vendor_id: str, subject: str) -> Headers:
    """Headers of one user who owns the vendor, with a key."""
    metadata = {"vendor_ids": [vendor_id], "vendor_role": "owner"}
    token = make_token(app_metadata=metadata, sub=subject)
    return bearer(token) | {"Idempotency-Key": str(uuid.uuid4())}


@pytest.fixture
def count(admin: psycopg.Connection[Any], vendor_id: str) -> Callable[[], int]:
    """How many events the vendor has."""

    def count() -> int:
        row = admin.execute(
            "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
        ).fetchone()
        assert row is not None
        return int(row[0])

    return count


@pytest.fixture(autouse=True)
def forget(admin: psycopg.Connection[Any]) -> Iterator[None]:
    yield
    admin.execute("delete from analytics.idempotency_keys")


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_events_without_id_and_time_are_stored_once(
    client: FlaskClient, owner: Headers, count: Callable[[], int]
) -> None:
    answers = [client.post(EVENTS, json=[NAMELESS], headers=owner) for _ in range(3)]
    assert count() == 1
    assert [answer.headers.get("Idempotent-Replayed") for answer in answers] == [
        None,
        "true",
        "true",
    ]
    assert answers[0].json == answers[1].json == answers[2].json
    assert [answer.status_code for answer in answers] == [200] * 3
    # Without the key each is another event.
    bare = {"Authorization": owner["Authorization"]}
    for _ in range(2):
        client.post(EVENTS, json=[NAMELESS], headers=bare)
    assert count() == 3


def test_an_answer_is_replayed_with_its_status_and_headers(
    client: FlaskClient, owner: Headers, admin: psycopg.Connection[Any], vendor_id: str
) -> None:
    body = {"name": "shop", "scopes": ["read"]}
    first, second = (client.post(KEYS, json=body, headers=owner) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    for name in ("Location", "Content-Type", "Cache-Control"):
        assert second.headers[name] == first.headers[name]
    # A secret is shown once, and not kept for the second time either.
    assert second.json == {n: v for n, v in first.json.items() if n != "key"}  # type: ignore[union-attr]
    kept = admin.execute("select body::text from analytics.idempotency_keys").fetchall()
    assert len(kept) == 1
    assert "wk_live_" not in kept[0][0]
    location = first.headers["Location"]
    owner = owner | {"Idempotency-Key": "another"}
    for replayed in (None, "true"):
        answer = client.delete(location, headers=owner)
        assert (answer.status_code, answer.data) == (204, b"")
        assert answer.headers.get("Idempotent-Replayed") == replayed
    rows = admin.execute(
        "select count(*) from analytics.api_keys where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert rows == (1,)


def test_a_refusal_is_an_answer_too(
    client: FlaskClient, owner: Headers, admin: psycopg.Connection[Any], vendor_id: str
) -> None:
    for replayed in (None, "true"):
        answer = client.post(EVENTS, data="{", headers=owner, content_type="application/json")
        assert code(answer) == (400, "ZA100")
        assert answer.headers.get("Idempotent-Replayed") == replayed
        assert answer.json["rejectedEventId"]  # type: ignore[index]
        assert answer.content_type == "application/problem+json"
    row = admin.execute("select count(*) from public.analytics_rejected_events").fetchone()
    assert row == (1,)
    admin.execute("delete from public.analytics_rejected_events")


def test_another_request_with_the_key_is_refused(
    client: FlaskClient, owner: Headers, count: Callable[[], int]
) -> None:
    client.post(EVENTS, json=[NAMELESS], headers=owner)
    for answer in (
        client.post(EVENTS, json=[NAMELESS, NAMELESS], headers=owner),
        client.post(f"{EVENTS}?a=1", json=[NAMELESS], headers=owner),
        client.post(KEYS, json=[NAMELESS], headers=owner),
        client.delete(f"{KEYS}/{uuid.uuid4()}", headers=owner),
    ):
        assert code(answer) == (422, "ZA147")
    assert count() == 1


def test_the_key_of_somebody_else_is_another_key(
    client: FlaskClient, owner: Headers, vendor_id: str, count: Callable[[], int]
) -> None:
    client.post(EVENTS, json=[NAMELESS], headers=owner)
    for token in (make_token(vendor_id), make_token(vendor_id, sub=None)):
        answer = client.post(EVENTS, json=[NAMELESS], headers=owner | bearer(token))
        assert "Idempotent-Replayed" not in answer.headers
    assert count() == 3


def test_what_has_expired_is_forgotten(
    client: FlaskClient,
    owner: Headers,
    admin: psycopg.Connection[Any],
    count: Callable[[], int],
) -> None:
    client.post(EVENTS, json=[NAMELESS], headers=owner)
    admin.execute("update analytics.idempotency_keys set expires_at = now()")
    answer = client.post(EVENTS, json=[NAMELESS, NAMELESS], headers=owner)
    assert (answer.status_code, count()) == (200, 3)
    assert client.post(EVENTS, json=[NAMELESS, NAMELESS], headers=owner).json == answer.json


@pytest.mark.parametrize("key", ["", "x" * 256, "naïve", "a\tb", '""'])
def test_a_key_that_is_none_is_refused(client: FlaskClient, owner: Headers, key: str) -> None:
    answer = client.post(EVENTS, json=[NAMELESS], headers=owner | {"Idempotency-Key": key})
    assert code(answer) == (400, "invalid_idempotency_key")


def test_quotes_around_a_key_are_not_part_of_it(client: FlaskClient, owner: Headers) -> None:
    client.post(EVENTS, json=[NAMELESS], headers=owner)
    quoted = owner | {"Idempotency-Key": f'"{owner["Idempotency-Key"]}"'}
    answer = client.post(EVENTS, json=[NAMELESS], headers=quoted)
    assert answer.headers["Idempotent-Replayed"] == "true"


def test_without_a_token_there_is_no_answer_to_find(client: FlaskClient, owner: Headers) -> None:
    client.post(EVENTS, json=[NAMELESS], headers=owner)
    answer = client.post(EVENTS, json=[NAMELESS], headers=owner | {"Authorization": "Bearer x"})
    assert answer.status_code == 401


def test_reading_needs_no_key(client: FlaskClient, owner: Headers) -> None:
    body = {"metrics": ["revenue"], "timeframe": "today"}
    for _ in range(2):
        answer = client.post("/api/analytics/metrics", json=body, headers=owner)
        assert answer.status_code == 200
        assert "Idempotent-Replayed" not in answer.headers


@pytest.mark.parametrize(
    "problem",
    [
        Problem(503, "busy", "Later."),
        Problem(429, "too_many", "Later."),
        RuntimeError("a mistake of ours"),
    ],
)
def test_what_may_go_better_next_time_is_undone_and_not_kept(
    client: FlaskClient,
    owner: Headers,
    count: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
) -> None:
    """Also where the work was done before it failed."""
    call = db.call

    def fail_late(*arguments: Any, **named: Any) -> Any:
        call(*arguments, **named)
        raise problem

    with monkeypatch.context() as patch:
        patch.setattr(db, "call", fail_late)
        assert client.post(EVENTS, json=[NAMELESS], headers=owner).status_code >= 429
    assert count() == 0
    answer = client.post(EVENTS, json=[NAMELESS], headers=owner)
    assert (answer.status_code, count()) == (200, 1)
    assert "Idempotent-Replayed" not in answer.headers


def test_an_answer_that_cannot_be_kept_is_none(
    client: FlaskClient,
    owner: Headers,
    count: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise psycopg.OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(db, "commit_held", fail)
        answer = client.post(EVENTS, json=[NAMELESS], headers=owner)
    assert code(answer) == (503, "database_unavailable")
    assert count() == 0
    assert client.post(EVENTS, json=[NAMELESS], headers=owner).status_code == 200


def test_while_the_first_runs_the_second_is_told_so(
    dsn: str, owner: Headers, count: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Flask = create_app(Settings(database_url=dsn, jwt_secret=SECRET, pool_max_size=4))
    is_running, may_end = threading.Event(), threading.Event()
    call = db.call

    def wait(*arguments: Any, **named: Any) -> Any:
        row = call(*arguments, **named)
        is_running.set()
        assert may_end.wait(10)
        return row

    monkeypatch.setattr(db, "call", wait)
    answers: list[Any] = []

    def send() -> Any:
        answers.append(app.test_client().post(EVENTS, json=[NAMELESS], headers=owner))

    first = threading.Thread(target=send)
    first.start()
    assert is_running.wait(10)
    send()
    may_end.set()
    first.join()
    send()
    app.extensions["pool"].close()
    running, done, again = answers
    assert code(running) == (409, "ZA306")
    assert (done.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json == done.json
    assert count() == 1


def test_many_at_once_do_the_work_once(dsn: str, owner: Headers, count: Callable[[], int]) -> None:
    app: Flask = create_app(
        Settings(database_url=dsn, jwt_secret=SECRET, pool_max_size=8, pool_timeout_ms=20_000)
    )
    barrier = threading.Barrier(8)
    statuses: list[int] = []

    def send() -> None:
        barrier.wait()
        statuses.append(app.test_client().post(EVENTS, json=[NAMELESS], headers=owner).status_code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    app.extensions["pool"].close()
    assert count() == 1
    assert set(statuses) <= {200, 409}
    assert 200 in statuses


def test_a_program_may_send_events_again(
    client: FlaskClient, owner: Headers, count: Callable[[], int]
) -> None:
    made = client.post(KEYS, json={"scopes": ["ingest"]}, headers=owner)
    program = bearer(made.json["key"]) | {"Idempotency-Key": "k"}  # type: ignore[index]
    events = [NAMELESS, page_view()]
    for _ in range(2):
        answer = client.post(EVENTS, json=events, headers=program)
        assert answer.status_code == 200
    assert count() == 2


def test_two_sessions_do_not_take_one_key(dsn: str) -> None:
    query = "select status from analytics_api.take_idempotency_key('k', 'one')"
    with psycopg.connect(dsn) as first, psycopg.connect(dsn) as second:
        assert first.execute(query).fetchone() == (None,)
        with pytest.raises(psycopg.Error) as refused:
            second.execute(query)
        assert refused.value.sqlstate == "ZA306"
        second.rollback()
        first.rollback()
        assert second.execute(query).fetchone() == (None,)
        second.rollback()


def test_a_secret_is_shown_once_also_to_who_asks_again(client: FlaskClient, owner: Headers) -> None:
    again = owner | {"Idempotency-Key": str(uuid.uuid4())}
    made, replayed = (
        client.post(KEYS, json={"scopes": ["read"], "name": "once"}, headers=again)
        for _ in range(2)
    )
    assert (made.status_code, replayed.status_code) == (201, 201)
    shown = dict(made.json)  # type: ignore[arg-type]
    secret = shown.pop("key")
    assert replayed.headers["Idempotent-Replayed"] == "true"
    assert replayed.json == shown
    named = [k for k in client.get(KEYS, headers=owner).json["keys"] if k["name"] == "once"]  # type: ignore[index]
    assert len(named) == 1
    assert client.get("/api/analytics/catalog", headers=bearer(secret)).status_code == 200
