"""Whose pages may read the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from tests.py.api.calls import SECRET, Headers

METRICS = "/api/analytics/metrics"
PAGE = {"Origin": "https://app.example.com"}


@pytest.fixture
def open_client(dsn: str) -> Iterator[FlaskClient]:
    """A client of a service that the pages of two origins may read."""
    origins = ("https://app.example.com", "http://localhost:5173")
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, cors_origins=origins))
    yield app.test_client()
    app.extensions["pool"].close()


def allowed(answer: Any) -> str | None:
    """The origin that is allowed; there are never credentials, nor a wildcard."""
    assert "Access-Control-Allow-Credentials" not in answer.headers
    origin: str | None = answer.headers.get("Access-Control-Allow-Origin")
    assert origin != "*"
    return origin


def test_a_page_of_the_list_may_ask_first(open_client: FlaskClient) -> None:
    asked = PAGE | {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, idempotency-key",
    }
    answer = open_client.options(METRICS, headers=asked)
    assert answer.status_code == 200
    assert allowed(answer) == "https://app.example.com"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    names = answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "content-type", "idempotency-key"} <= set(names)
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/api/analytics/catalog", METRICS, "/nothing"])
def test_a_page_of_the_list_may_read_answers_and_problems(
    open_client: FlaskClient, headers: Headers, path: str
) -> None:
    answer = open_client.get(path, headers=headers | PAGE)
    assert allowed(answer) == "https://app.example.com"
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "RateLimit", "Retry-After", "X-Request-Id", "Link", "Location"} <= set(exposed)
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "https://app.example.com.evil.example", "null", None]
)
def test_other_pages_may_not(
    open_client: FlaskClient, headers: Headers, origin: str | None
) -> None:
    page = {"Origin": origin} if origin else {}
    for answer in (
        open_client.get("/api/analytics/catalog", headers=headers | page),
        open_client.options(METRICS, headers=page | {"Access-Control-Request-Method": "POST"}),
    ):
        assert answer.status_code == 200
        assert allowed(answer) is None
        # What is between must not hand it to a page that may.
        assert "Origin" in answer.headers["Vary"]


def test_without_a_list_nothing_is_said(client: FlaskClient) -> None:
    assert allowed(client.get("/healthz", headers=PAGE)) is None


def test_the_door_for_every_page_keeps_its_own_rules(open_client: FlaskClient) -> None:
    answer = open_client.post(
        "/api/analytics/collect?key=wp_none", json=[], headers={"Origin": "https://any.example"}
    )
    assert answer.headers.getlist("Access-Control-Allow-Origin") == ["*"]
    assert "Access-Control-Expose-Headers" not in answer.headers


def test_the_list_names_origins() -> None:
    read = Settings.from_environment
    origins = "https://App.example.com, http://localhost:5173,"
    assert read({"WEDSYNC_CORS_ORIGINS": origins}).cors_origins == (
        "https://app.example.com",
        "http://localhost:5173",
    )
    for wrong in ("*", "https://a.example/", "app.example.com", "null"):
        with pytest.raises(ValueError, match="WEDSYNC_CORS_ORIGINS"):
            read({"WEDSYNC_CORS_ORIGINS": wrong})
