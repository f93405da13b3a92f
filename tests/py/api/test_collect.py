"""GET /tracker.js and POST /api/analytics/collect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient
from psycopg.types.json import Jsonb

ORIGIN = "https://www.example.com"
EVENT = {"eventType": "page.viewed", "eventData": {"path": "/"}}
TRACKER_BYTES_MAX = 2048


@pytest.fixture
def url(admin: psycopg.Connection[Any], vendor_id: str) -> Iterator[str]:
    """Where pages of ORIGIN send to."""
    row = admin.execute(
        "select analytics_api.create_publishable_key(%s)",
        [Jsonb({"vendorId": vendor_id, "origins": [ORIGIN]})],
    ).fetchone()
    assert row is not None
    yield f"/api/analytics/collect?key={row[0]['key']}"
    admin.execute("delete from public.analytics_rejected_events where vendor_id = %s", [vendor_id])


def test_the_tracker_is_small_and_cached(client: FlaskClient) -> None:
    answer = client.get("/tracker.js")
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert "Content-Encoding" not in answer.headers
    assert len(answer.data) <= TRACKER_BYTES_MAX
    assert b"//" not in answer.data
    assert "max-age=86400" in answer.headers["Cache-Control"]
    again = client.get("/tracker.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("content_type", ["text/plain;charset=UTF-8", "application/json"])
def test_a_page_of_the_vendor_sends_events(
    client: FlaskClient,
    admin: psycopg.Connection[Any],
    vendor_id: str,
    url: str,
    content_type: str,
) -> None:
    answer = client.post(
        url, data=json.dumps([EVENT]), content_type=content_type, headers={"Origin": ORIGIN}
    )
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["verdicts"][0]["status"] == "stored"
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    row = admin.execute(
        "select host(ip_address), source_system from public.analytics_events where vendor_id = %s",
        [vendor_id],
    ).fetchone()
    assert row == ("127.0.0.1", "browser")


def test_what_a_page_may_not_tell_is_refused_with_a_reason(client: FlaskClient, url: str) -> None:
    event = {"eventType": "payment.received", "eventData": {"paymentId": "p", "amount": 1}}
    answer = client.post(url, json=[event, EVENT], headers={"Origin": ORIGIN})
    assert answer.status_code == 207
    assert answer.json is not None
    assert answer.json["verdicts"][0]["reasons"][0]["keyword"] == "eventType"
    answer = client.post(url, json=event, headers={"Origin": ORIGIN})
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("key", "origin", "status", "code"),
    [
        ("wp_none", ORIGIN, 401, "ZA404"),
        (None, "https://evil.example", 403, "ZA405"),
        (None, None, 403, "ZA405"),
    ],
)
def test_a_refused_page_can_read_why(
    client: FlaskClient, url: str, key: str | None, origin: str | None, status: int, code: str
) -> None:
    answer = client.post(
        f"/api/analytics/collect?key={key}" if key else url,
        json=[EVENT],
        headers={"Origin": origin} if origin else {},
    )
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["code"] == code
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_page_sends_no_more_than_a_beacon_can(client: FlaskClient, url: str) -> None:
    answer = client.post(
        url, data=b" " * 65_537, content_type="text/plain", headers={"Origin": ORIGIN}
    )
    assert answer.status_code == 413
    assert answer.json is not None
    assert answer.json["code"] == "body_too_large"


def test_a_preflight_is_answered(client: FlaskClient, url: str) -> None:
    answer = client.options(url, headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
