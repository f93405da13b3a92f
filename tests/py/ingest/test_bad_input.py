"""Whatever is wrong with an event or a body: a clear answer, and nothing lost or half done."""

from __future__ import annotations

import base64
import http.client
import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.py.api.calls import page_view
from tests.py.ingest.conftest import Service

PATH = "/api/analytics"


def call(
    service: Service, token: str, method: str, path: str, body: bytes | None = None
) -> tuple[int, Any]:
    """Status and answer of one request to the running service."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request(method, PATH + path, body, headers)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    connection.close()
    return answer.status, content


def days_ahead(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


def raw(old: str, new: str) -> str:
    """An event as text, with a part of it replaced."""
    return json.dumps(page_view()).replace(old, new)


@pytest.mark.parametrize(
    ("event", "pointer", "keyword"),
    [
        (json.dumps(page_view(str(uuid.UUID(int=4)))), "/vendorId", "vendor"),
        (json.dumps(page_view(eventType="no.such")), "/eventType", "eventType"),
        (json.dumps(page_view(timestamp=days_ahead(9))), "/timestamp", "maximum"),
        (json.dumps(page_view(timestamp="9999-12-31T23:59:59Z")), "/timestamp", "maximum"),
        (json.dumps(page_view(timestamp="0001-01-01T00:00:00Z")), "/timestamp", "minimum"),
        (json.dumps(page_view(timestamp="1999-01-01T00:00:00Z")), "/timestamp", "minimum"),
        (raw('"path": "/"', '"path": "\\u0000"'), "", "json"),
        (raw('"path": "/"', '"path": "\\ud800"'), "", "json"),
        (raw('"path": "/"', '"path": "/", "n": 1e200000'), "", "json"),
        (raw('"path": "/"', '"path": "/a", "path": "/b"'), "/eventData/path", "uniqueKeys"),
        (raw('"path": "/"', '"path": ' + "[" * 500 + "]" * 500), "/eventData/path", "type"),
        (raw('"path": "/"', '"path": ' + "[" * 5_000 + "]" * 5_000), "/eventData/path", "type"),
        (
            raw('"path": "/"', '"a": 1, "a": ' + "[" * 5_000 + "]" * 5_000),
            "/eventData/a",
            "uniqueKeys",
        ),
        (
            raw('"path": "/"', '"a": ' + "[" * 3_000 + '{"b": 1, "b": 2}' + "]" * 3_000),
            "",
            "json",
        ),
        ("[[1, 2], [3]]", "", "type"),
        ("null", "", "type"),
        (json.dumps(page_view(metadata={"x": "y" * 70_000})), "", "maxBytes"),
    ],
    ids=[
        *("vendor", "type", "future", "distant future", "past", "no partition", "NUL"),
        *(
            "surrogate",
            "range",
            "twice",
            "nested",
            "deeply nested",
            "twice and deep",
            "twice too deep",
            "arrays",
            "null",
            "large",
        ),
    ],
)
def test_an_event_is_refused_by_itself_and_kept_as_it_came(
    service: Service,
    token: str,
    vendor_id: str,
    admin: psycopg.Connection[Any],
    event: str,
    pointer: str,
    keyword: str,
) -> None:
    good = json.dumps(page_view())
    status, answer = call(service, token, "POST", "/events", f"[{good}, {event}]".encode())
    assert status == 207, answer
    assert [verdict["status"] for verdict in answer["verdicts"]] == ["stored", "rejected"]
    reasons = answer["verdicts"][1]["reasons"]
    assert (pointer, keyword) in [(r["pointer"], r["keyword"]) for r in reasons]
    _, page = call(service, token, "GET", "/rejected-events")
    (item,) = page["items"]
    _, shown = call(service, token, "GET", f"/rejected-events/{item['id']}")
    assert base64.b64decode(shown["rawBase64"]).decode() == event
    row = admin.execute(
        "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == (1,)
    mends = json.dumps({"mends": [{"id": item["id"], "event": page_view()}]}).encode()
    for _ in range(2):
        status, answer = call(service, token, "POST", "/rejected-events/replay", mends)
        assert (status, answer["items"][0]["status"]) == (200, "replayed")
    row = admin.execute(
        "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == (2,)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"path": "\xff\xfe"}', "not_utf8"),
        (b'{"path": "\xed\xa0\x80"}', "not_utf8"),
        (b'{"path": "\x00"}', "nul_byte"),
        (b'[{"broken": ', "ZA100"),
        (b"[" * 1_000_000, "ZA100"),
        (b'{"a":' * 500_000, "ZA100"),
    ],
)
def test_a_body_that_is_no_batch_is_kept(
    service: Service, token: str, body: bytes, code: str
) -> None:
    status, answer = call(service, token, "POST", "/events", body)
    assert (status, answer["code"]) == (400, code)
    _, shown = call(service, token, "GET", f"/rejected-events/{answer['rejectedEventId']}")
    assert base64.b64decode(shown["rawBase64"]) == body
