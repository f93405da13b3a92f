"""Every path answers errors in one shape, and tells nothing that it should not."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, db
from app.config import Settings
from app.problems import status_for
from tests.py.api.calls import SECRET, Headers, bearer, make_token

NIL = "00000000-0000-0000-0000-000000000000"
PROTECTED = (
    ("POST", "/api/analytics/events"),
    ("POST", "/api/analytics/metrics"),
    ("GET", "/api/analytics/metrics"),
    ("GET", "/api/analytics/catalog"),
    ("GET", "/api/analytics/realtime"),
    ("POST", "/api/analytics/wedding-insights"),
)


def assert_problem(answer: Any, status: int, code: str | None = None) -> None:
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert {"type", "title", "status", "detail", "code", "requestId"} <= set(answer.json)
    assert answer.json["status"] == status
    assert answer.json["requestId"] == answer.headers["X-Request-Id"]
    if code is not None:
        assert answer.json["code"] == code


def test_wrong_methods_are_problems_on_every_route(app: Flask, client: FlaskClient) -> None:
    rules = list(app.url_map.iter_rules())
    assert len(rules) >= 9
    for path in {rule.rule for rule in rules}:
        answer = client.delete(path)
        assert_problem(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"]


def test_an_unknown_path_is_a_problem(client: FlaskClient) -> None:
    assert_problem(client.get("/api/analytics/nothing"), 404, "not_found")


@pytest.mark.parametrize(("method", "path"), PROTECTED)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Basic abc"},
        bearer("garbage"),
        bearer(make_token(NIL, secret="another secret, also long enough for HS256")),
        bearer(make_token(NIL, aud="somebody else")),
        bearer(make_token(NIL, exp=datetime.now(UTC) - timedelta(minutes=1))),
        bearer(make_token(NIL, exp=None)),
    ],
    ids=["none", "basic", "garbage", "secret", "audience", "expired", "everlasting"],
)
def test_without_a_valid_token_nothing_is_done(
    client: FlaskClient, method: str, path: str, headers: Headers
) -> None:
    answer = client.open(path, method=method, headers=headers)
    assert_problem(answer, 401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_service_without_a_secret_accepts_no_token(dsn: str) -> None:
    application = create_app(Settings(database_url=dsn))
    answer = application.test_client().get("/api/analytics/catalog", headers=bearer(make_token()))
    assert_problem(answer, 401, "unauthorized")


def test_claims_that_the_database_cannot_read_are_a_problem(client: FlaskClient) -> None:
    answer = client.post(
        "/api/analytics/metrics",
        json={"metrics": ["revenue"], "timeframe": "last_7_days"},
        headers=bearer(make_token("not a uuid")),
    )
    assert_problem(answer, 401, "ZA401")


def test_what_is_not_there_yet_says_so(client: FlaskClient, headers: Headers) -> None:
    url = "/api/analytics/wedding-insights"
    assert_problem(client.post(url, json={"analysisType": "forecast"}, headers=headers), 501)
    assert_problem(client.post(url, json={"analysisType": "x"}, headers=headers), 400)
    assert_problem(client.post(url, data=b"x", headers=headers), 400, "unknown_analysis_type")
    assert_problem(client.get("/api/analytics/realtime", headers=headers), 501, "not_implemented")


def test_a_request_id_is_taken_where_it_is_plain(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "a-1"}).headers["X-Request-Id"] == "a-1"
    sent = "<script>"
    assert client.get("/healthz", headers={"X-Request-Id": sent}).headers["X-Request-Id"] != sent


def test_the_open_routes(client: FlaskClient) -> None:
    index = client.get("/")
    assert index.json is not None
    assert index.json["name"] == "WedSync Analytics"
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").status_code == 200


def test_a_database_that_is_not_there_or_not_migrated_is_not_ready(
    dsn: str, make_database: Any
) -> None:
    gone = create_app(Settings(database_url="postgresql://127.0.0.1:1/x", pool_timeout_ms=200))
    assert_problem(gone.test_client().get("/readyz"), 503, "busy")
    empty = create_app(Settings(database_url=make_database()))
    assert_problem(empty.test_client().get("/readyz"), 503, "not_migrated")
    for application in (gone, empty):
        application.extensions["pool"].close()


def test_a_full_pool_is_told_and_retried(app: Flask, client: FlaskClient) -> None:
    with app.extensions["pool"].connection():
        answer = client.get("/readyz")
    assert_problem(answer, 503, "busy")
    assert answer.headers["Retry-After"]


def call(app: Flask, query: Any, *, writes: bool = False, claims: Any = None) -> tuple[Any, ...]:
    with app.test_request_context():
        app.preprocess_request()
        return db.call(query, [], claims=claims, writes=writes)


def test_a_request_that_only_reads_cannot_write(app: Flask) -> None:
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        call(
            app,
            "select analytics_api.ensure_partitions('2030-01-01', '2030-01-01') from request",
            claims={"app_metadata": {"platform_admin": True}},
        )


def test_claims_hold_for_one_statement_only(app: Flask) -> None:
    query = "select current_setting('request.jwt.claims', true) from request"
    claims = {"sub": str(uuid.uuid4())}
    assert claims["sub"] in call(app, query, claims=claims)[0]
    with app.extensions["pool"].connection() as connection:
        row = connection.execute("select current_setting('request.jwt.claims', true)").fetchone()
        assert row == ("",)
        assert connection.execute("show transaction_read_only").fetchone() == ("off",)
        assert connection.execute("select current_user::text").fetchone() == ("analytics_api_user",)


def test_a_statement_that_takes_too_long_is_ended(dsn: str) -> None:
    slow = create_app(Settings(database_url=dsn, statement_timeout_ms=50))

    @slow.get("/slow")
    def wait() -> str:
        db.call("select pg_sleep(5)::text from request", [], claims=None, writes=False)
        return "late"

    assert_problem(slow.test_client().get("/slow"), 504, "57014")
    slow.extensions["pool"].close()


def test_texts_of_postgresql_and_of_python_stay_inside(dsn: str) -> None:
    application = create_app(Settings(database_url=dsn))

    @application.get("/native")
    def divide() -> str:
        db.call("select (1 / 0)::text from request", [], claims=None, writes=False)
        return ""

    @application.get("/python")
    def fail() -> str:
        raise RuntimeError("a secret")

    native = application.test_client().get("/native")
    assert_problem(native, 400, "22012")
    assert "division" not in native.get_data(as_text=True)
    python = application.test_client().get("/python")
    assert_problem(python, 500, "internal_error")
    assert "secret" not in python.get_data(as_text=True)
    application.extensions["pool"].close()


def test_interleaved_callers_see_only_their_own(app: Flask, dsn: str, make_vendor: Any) -> None:
    vendors = [make_vendor() for _ in range(3)]
    application = create_app(Settings(database_url=dsn, jwt_secret=SECRET, pool_max_size=2))
    wrong: list[object] = []

    def ask(vendor_id: str) -> None:
        client = application.test_client()
        for _ in range(30):
            with application.test_request_context():
                application.preprocess_request()
                row = db.call(
                    "select analytics.current_vendor_ids()::text[] from request",
                    [],
                    claims={"app_metadata": {"vendor_ids": [vendor_id]}},
                    writes=False,
                )
            if row[0] != [vendor_id]:
                wrong.append(row)
            if client.get("/healthz").status_code != 200:
                wrong.append("health")

    threads = [threading.Thread(target=ask, args=(v,)) for v in vendors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    application.extensions["pool"].close()
    assert wrong == []


@pytest.mark.parametrize(
    ("sqlstate", "status"),
    [
        ("ZA100", 400),
        ("ZA110", 422),
        ("ZA201", 404),
        ("ZA302", 409),
        ("ZA401", 401),
        ("ZA403", 403),
        ("ZA501", 503),
        ("ZA901", 500),
        ("22P02", 400),
        ("40001", 503),
        ("P0001", 500),
        (None, 500),
    ],
)
def test_the_longest_prefix_of_a_sqlstate_decides(sqlstate: str | None, status: int) -> None:
    assert status_for(sqlstate) == status
