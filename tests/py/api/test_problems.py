"""Every path answers errors in one shape, and tells nothing that it should not."""

from __future__ import annotations

import io
import json
import re
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, db
from app.config import Settings
from app.problems import status_for
from tests.py.api.calls import Headers, bearer, make_token

NOBODY: dict[str, Any] = {"claims": None, "writes": False}
NIL = "00000000-0000-0000-0000-000000000000"
PROTECTED = (
    ("POST", "/api/analytics/events"),
    ("POST", "/api/analytics/events/corrections"),
    ("POST", "/api/analytics/events/deletions"),
    ("POST", "/api/analytics/metrics"),
    ("POST", "/api/analytics/metrics/updates"),
    ("GET", "/api/analytics/metrics"),
    ("GET", "/api/analytics/catalog"),
    ("POST", "/api/analytics/clients/erasures"),
    ("GET", "/api/analytics/export"),
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
        url = re.sub("<[^>]+>", "99999999-9999-4999-8999-999999999999", path)
        answer = client.open(url, method="TRACE")
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
    is_sent = headers.get("Authorization", "").startswith("Bearer")
    challenge = 'Bearer error="invalid_token"' if is_sent else "Bearer"
    assert answer.headers["WWW-Authenticate"] == challenge


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
    assert_problem(client.post(url, json={"analysisType": "seasonal"}, headers=headers), 501)
    assert_problem(client.post(url, json={"analysisType": "x"}, headers=headers), 400)
    for body, code in (
        (b"x", "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (b"[]", "unknown_analysis_type"),
    ):
        answer = client.post(url, data=body, headers=headers, content_type="application/json")
        assert_problem(answer, 400, code)
    assert_problem(client.post(url, data=b"{}", headers=headers), 415, "unsupported_media_type")
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
    assert_problem(gone.test_client().get("/readyz"), 503, "database_unavailable")
    empty = create_app(Settings(database_url=make_database()))
    assert_problem(empty.test_client().get("/readyz"), 503, "not_migrated")
    for application in (gone, empty):
        application.extensions["pool"].close()


def test_a_full_pool_is_told_and_retried(app: Flask, client: FlaskClient) -> None:
    with app.extensions["pool"].connection():
        answer = client.get("/readyz")
    assert_problem(answer, 503, "busy")
    assert answer.headers["Retry-After"]


def test_texts_of_postgresql_and_of_python_stay_inside(dsn: str) -> None:
    application = create_app(Settings(database_url=dsn))

    @application.get("/native")
    def cast() -> str:
        db.call(
            "select 'bride@example.org'::text::integer::text from request",
            [],
            claims=None,
            writes=False,
        )
        return ""

    @application.get("/python")
    def fail() -> str:
        raise RuntimeError("a secret")

    native = application.test_client().get("/native")
    assert_problem(native, 400, "22P02")
    assert "bride" not in native.get_data(as_text=True)
    python = application.test_client().get("/python")
    assert_problem(python, 500, "internal_error")
    assert "secret" not in python.get_data(as_text=True)
    application.extensions["pool"].close()


def test_a_lost_connection_is_told_apart_from_a_mistake_of_ours(
    dsn: str, admin: psycopg.Connection[Any]
) -> None:
    application = create_app(Settings(database_url=dsn))

    @application.get("/mistaken")
    def mistake() -> str:
        db.call("select %s::text from request", [], **NOBODY)
        return ""

    @application.get("/refused")
    def refuse() -> str:
        db.call("select public.refuse() from request", [], **NOBODY)
        return ""

    @application.get("/lost")
    def wait() -> str:
        db.call("select pg_sleep(20)::text from request", [], **NOBODY)
        return ""

    client = application.test_client()
    assert client.get("/readyz").status_code == 200
    with application.extensions["pool"].connection() as connection:
        pid = connection.info.backend_pid
    end = threading.Timer(0.2, admin.execute, ["select pg_terminate_backend(%s, 1000)", [pid]])
    end.start()
    assert_problem(client.get("/lost"), 503)
    end.join()
    assert client.get("/readyz").status_code == 200
    assert_problem(client.get("/mistaken"), 500, "internal_error")
    assert_problem(client.get("/refused"), 500, "42883")
    application.extensions["pool"].close()


def test_the_log_quotes_no_body_token_or_address(
    client: FlaskClient, vendor_id: str, log: io.StringIO
) -> None:
    token = make_token(vendor_id)
    sent = {"X-Request-Id": "logged-1", "User-Agent": "browser-of-somebody"}
    client.post(
        "/api/analytics/metrics?name=groom",
        data=b'{"email": "bride@example.org", oops',
        headers=bearer(token) | sent,
        content_type="application/json",
    )
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["message"] for line in lines] == ["database error", "request"]
    assert [line["requestId"] for line in lines] == ["logged-1", "logged-1"]
    assert lines[0]["sqlstate"] == "22P02"
    assert lines[1]["route"] == "/api/analytics/metrics"
    assert (lines[1]["method"], lines[1]["status"]) == ("POST", 400)
    for secret in ("bride", "oops", "groom", token, "127.0.0.1", "browser-of-somebody"):
        assert secret not in log.getvalue()


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
