"""Requests are noted in the background, and nothing ever waits for that."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.usage import recorder as recording
from app.usage.count_rows import count_rows
from app.usage.recorder import Recorder
from tests.py.api.calls import SECRET, Headers, bearer, make_token, page_view
from tests.py.faults.private_cluster import wait_until


@pytest.fixture
def forget_usage(admin: psycopg.Connection[Any], vendor_id: str) -> Iterator[None]:
    yield
    admin.execute("delete from public.analytics_api_usage where vendor_id = %s", [vendor_id])


@pytest.mark.usefixtures("forget_usage")
def test_requests_are_noted_and_reported(
    app: Flask,
    client: FlaskClient,
    admin: psycopg.Connection[Any],
    vendor_id: str,
    headers: Headers,
) -> None:
    events = [page_view(), page_view()]
    client.post("/api/analytics/events", json=events, headers=headers)
    client.get("/api/analytics/metrics?metrics=nothing&timeframe=today", headers=headers)
    path = "/api/analytics/metrics?metrics=page_views&timeframe=last_7_days"
    trace_id = uuid.uuid4().hex
    client.get(
        path,
        headers=headers
        | {"traceparent": f"00-{trace_id}-00f067aa0ba902b7-01", "X-Request-Id": "usage-1"},
    )
    client.get(path, headers=headers)
    client.get("/readyz")
    query = (
        "select route, method, status, row_count, cache_status, trace_id, caller_kind, byte_count"
        " from public.analytics_api_usage where vendor_id = %s order by requested_at"
    )
    wait_until(lambda: len(admin.execute(query, [vendor_id]).fetchall()) == 4)
    rows = admin.execute(query, [vendor_id]).fetchall()
    assert [row[:4] for row in rows] == [
        ("/api/analytics/events", "POST", 200, 2),
        ("/api/analytics/metrics", "GET", 422, None),
        ("/api/analytics/metrics", "GET", 200, rows[2][3]),
        ("/api/analytics/metrics", "GET", 200, rows[2][3]),
    ]
    assert rows[2][3] is not None
    assert [row[4] for row in rows] == [None, None, "miss", "hit"]
    assert rows[2][5] == trace_id
    assert all(row[6] == "user" and row[7] > 0 for row in rows)
    report = client.get("/api/analytics/usage?groupBy=status", headers=headers)
    assert report.status_code == 200
    assert report.json is not None
    assert {item["key"]: item["requests"] for item in report.json["usage"]} == {"200": 3, "422": 1}
    assert report.json["vendorId"] == vendor_id


def test_a_report_is_of_the_callers_vendor(
    client: FlaskClient, make_vendor: Callable[[], str], headers: Headers
) -> None:
    answer = client.get(f"/api/analytics/usage?vendorId={make_vendor()}", headers=headers)
    assert (answer.status_code, answer.json and answer.json["code"]) == (404, "ZA201")
    for query, code in (
        ("groupBy=moon", "invalid_shape"),
        ("from=yesterday", "invalid_shape"),
        ("from=2026-05-01T00:00:00Z&to=2026-05-01T00:00:00Z", "ZA134"),
    ):
        answer = client.get(f"/api/analytics/usage?{query}", headers=headers)
        assert (answer.status_code, answer.json and answer.json["code"]) == (422, code)
    everything = client.get("/api/analytics/usage", headers=bearer(make_token(is_admin=True)))
    assert everything.json is not None
    assert everything.json["vendorId"] is None


def a_row(number: int = 0) -> dict[str, Any]:
    return {
        "requestedAt": "2026-11-01T00:00:00Z",
        "callerId": f"recorder-{number}",
        "callerKind": "user",
        "route": "/test",
        "method": "GET",
        "status": 200,
        "durationMs": 1,
        "databaseMs": 1,
    }


def count_noted(admin: psycopg.Connection[Any]) -> int:
    row = admin.execute(
        "select count(*) from public.analytics_api_usage where caller_id like 'recorder-%'"
    ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture
def forget_recorded(admin: psycopg.Connection[Any]) -> Iterator[None]:
    yield
    admin.execute("delete from public.analytics_api_usage where caller_id like 'recorder-%'")


@pytest.mark.usefixtures("forget_recorded")
def test_a_full_queue_drops_and_counts(
    dsn: str, admin: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "QUEUE_MAX", 700)
    recorder = Recorder(Settings(database_url=dsn))
    with admin.transaction():
        # Whatever the database does meanwhile: nobody who notes a request waits for it.
        admin.execute("lock table public.analytics_api_usage in access exclusive mode")
        start = time.perf_counter()
        for number in range(700):
            recorder.add(a_row(number))
        time.sleep(1.5)
        for number in range(1000):
            recorder.add(a_row(number))
        assert time.perf_counter() - start < 2.5
        assert len(recorder) <= 700
        assert recorder.dropped_count >= 300
    wait_until(lambda: len(recorder) == 0)
    recorder.close()
    assert recorder.stored_count + recorder.dropped_count == 1700
    assert count_noted(admin) == recorder.stored_count


@pytest.mark.usefixtures("forget_recorded")
def test_what_is_left_is_written_at_the_end(dsn: str, admin: psycopg.Connection[Any]) -> None:
    recorder = Recorder(Settings(database_url=dsn))
    for number in range(3):
        recorder.add(a_row(number))
    recorder.close()
    assert count_noted(admin) == 3


@pytest.mark.usefixtures("forget_recorded")
def test_rows_wait_for_a_database_that_is_away(
    dsn: str, admin: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "FLUSH_S", 0.05)
    recorder = Recorder(Settings(database_url="postgresql://127.0.0.1:1/x"))
    recorder.add(a_row())
    time.sleep(0.3)
    assert len(recorder) == 1
    monkeypatch.setattr(recorder, "_settings", Settings(database_url=dsn))
    wait_until(lambda: recorder.stored_count == 1)
    recorder.close()
    assert count_noted(admin) == 1


@pytest.mark.usefixtures("forget_recorded")
def test_a_row_that_the_database_does_not_take_is_not_tried_for_ever(
    dsn: str, admin: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "FLUSH_S", 0.05)
    recorder = Recorder(Settings(database_url=dsn))
    recorder.add(a_row() | {"callerKind": "ghost"})
    wait_until(lambda: recorder.dropped_count == 1)
    recorder.add(a_row(1))
    wait_until(lambda: recorder.stored_count == 1)
    recorder.close()
    assert count_noted(admin) == 1


def test_an_idle_thread_ends_and_comes_back(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "FLUSH_S", 0.02)
    monkeypatch.setattr(recording, "IDLE_S", 0.1)
    recorder = Recorder(Settings(database_url=dsn))
    before = {thread.ident for thread in threading.enumerate()}

    def own() -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if thread.ident not in before]

    recorder.add(a_row() | {"callerKind": "ghost"})
    assert [thread.name for thread in own()] == ["usage"]
    wait_until(lambda: not own())
    recorder.add(a_row() | {"callerKind": "ghost"})
    wait_until(lambda: recorder.dropped_count == 2)
    recorder.close()


def test_the_log_can_be_switched_off(dsn: str) -> None:
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, usage_log=False))
    app.test_client().get("/api/analytics/catalog", headers=bearer(make_token()))
    app.extensions["pool"].close()
    assert len(app.extensions["recorder"]) == 0


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (b'{"metadata": {"totalRecords": 12, "a": 1}}', 12),
        (b'{"counts": {"received": 3}}', 3),
        (b'{"totalRecords": null}', None),
        (b"{}", None),
    ],
)
def test_rows_are_read_from_the_answer(body: bytes, count: int | None) -> None:
    assert count_rows(body) == count
