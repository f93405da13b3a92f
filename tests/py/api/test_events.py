"""POST /api/analytics/events."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import create_app
from app.config import Settings
from tests.py.api.calls import SECRET, Headers, page_view

URL = "/api/analytics/events"


def test_events_that_are_all_stored_answer_200(
    client: FlaskClient, headers: Headers, vendor_id: str, admin: psycopg.Connection[Any]
) -> None:
    answer = client.post(
        URL,
        json=[page_view(vendor_id), page_view(vendor_id)],
        headers=headers | {"X-Session-Id": "s-1", "User-Agent": "tests"},
    )
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["counts"] == {"received": 2, "stored": 2, "duplicate": 0, "rejected": 0}
    assert answer.json["requestId"] == answer.headers["X-Request-Id"]
    row = admin.execute(
        "select count(*), min(session_id), min(host(ip_address)), min(user_agent)"
        " from public.analytics_events where vendor_id = %s",
        [vendor_id],
    ).fetchone()
    assert row == (2, "s-1", "127.0.0.1", "tests")


def test_a_retry_answers_200_and_stores_nothing(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    event = page_view(vendor_id)
    client.post(URL, json=event, headers=headers)
    answer = client.post(URL, json=event, headers=headers)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["verdicts"] == [{"index": 0, "status": "duplicate", "id": event["id"]}]


def test_some_rejected_answer_207(client: FlaskClient, headers: Headers, vendor_id: str) -> None:
    answer = client.post(URL, json=[page_view(vendor_id), {}], headers=headers)
    assert answer.status_code == 207
    assert answer.json is not None
    assert [v["status"] for v in answer.json["verdicts"]] == ["stored", "rejected"]


def test_all_rejected_answer_422_as_a_problem(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    answer = client.post(URL, json=[page_view(vendor_id, path="")], headers=headers)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["code"] == "events_rejected"
    assert answer.json["errors"][0]["pointer"] == "/0/eventData/path"


def test_lines_of_json(client: FlaskClient, headers: Headers, vendor_id: str) -> None:
    lines = "\n".join(json.dumps(page_view(vendor_id)) for _ in range(3))
    answer = client.post(URL, data=lines, headers=headers, content_type="application/x-ndjson")
    assert answer.json is not None
    assert answer.json["counts"]["stored"] == 3


def test_a_stream_envelope_in_gzip(client: FlaskClient, headers: Headers) -> None:
    envelope = {"streamId": "s", "sourceSystem": "till", "data": [page_view()]}
    answer = client.post(
        URL,
        data=gzip.compress(json.dumps(envelope).encode()),
        headers=headers | {"Content-Encoding": "gzip"},
        content_type="application/json; charset=utf-8",
    )
    assert answer.status_code == 200


def test_escaped_nul_is_rejected_by_itself(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    answer = client.post(
        URL, json=[page_view(vendor_id), page_view(vendor_id, path="\0")], headers=headers
    )
    assert answer.status_code == 207


def test_an_event_of_another_vendor_is_rejected_like_one_of_none(
    client: FlaskClient, headers: Headers, make_vendor: Any
) -> None:
    foreign, missing = make_vendor(), "99999999-9999-4999-8999-999999999999"
    answers = [
        client.post(URL, json=page_view(vendor, id=missing), headers=headers).get_data(as_text=True)
        for vendor in (foreign, missing)
    ]
    reasons = [json.loads(a.replace(foreign, missing))["verdicts"] for a in answers]
    assert reasons[0] == reasons[1]


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "status", "code"),
    [
        (b'{"broken":', "application/json", None, 400, "ZA100"),
        (b"5", "application/json", None, 400, "ZA100"),
        (b"", "application/json", None, 400, "ZA100"),
        (b'"\xff"', "application/json", None, 400, "not_utf8"),
        (b'"\0"', "application/json", None, 400, "nul_byte"),
        (b"[" * 100_000, "application/json", None, 400, "ZA100"),
        (b"<a/>", "application/xml", None, 415, "unsupported_media_type"),
        (b"[]", "application/json", "br", 415, "unsupported_encoding"),
        (b"no gzip", "application/json", "gzip", 400, "broken_gzip"),
        (gzip.compress(b"[]" * 99)[:-20], "application/json", "gzip", 400, "broken_gzip"),
        (gzip.compress(b"[]") + b"more", "application/json", "gzip", 400, "broken_gzip"),
        (b"[]", "application/json; charset=utf-16", None, 415, "unsupported_charset"),
        (b"[" + b" " * (5 * 1024 * 1024) + b"]", "application/json", None, 413, "body_too_large"),
        (b"[" + b"1," * 5_000 + b"1]", "application/json", None, 413, "ZA102"),
        (b" " * (17 * 1024 * 1024), "application/json", None, 413, "request_entity_too_large"),
    ],
)
def test_what_is_no_batch_is_a_problem(
    client: FlaskClient,
    headers: Headers,
    body: bytes,
    content_type: str,
    encoding: str | None,
    status: int,
    code: str,
) -> None:
    answer = client.post(
        URL,
        data=body,
        headers=headers | ({"Content-Encoding": encoding} if encoding else {}),
        content_type=content_type,
    )
    assert (answer.status_code, answer.json and answer.json["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"


def test_a_bomb_is_inflated_no_further_than_the_limit(
    client: FlaskClient, headers: Headers
) -> None:
    bomb = gzip.compress(b" " * 200_000_000)
    tracemalloc.start()
    try:
        answer = client.post(
            URL,
            data=bomb,
            headers=headers | {"Content-Encoding": "gzip"},
            content_type="application/json",
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 413
    # The 5 MiB, and the copies that reading makes of them.
    assert peak < 4 * 5 * 1024 * 1024


def test_every_member_of_a_gzip_body_is_read(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    members = [gzip.compress(json.dumps(page_view(vendor_id)).encode() + b"\n") for _ in range(3)]
    answer = client.post(
        URL,
        data=b"".join(members),
        headers=headers | {"Content-Encoding": "gzip"},
        content_type="application/x-ndjson",
    )
    assert answer.json is not None
    assert answer.json["counts"]["stored"] == 3


@pytest.mark.parametrize(
    ("sent", "limit", "status", "code"),
    [
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 1_000, 413, "request_entity_too_large"),
        ({"CONTENT_LENGTH": "50000"}, 100_000, 400, "incomplete_body"),
    ],
    ids=["cut at the limit", "cut by the client"],
)
def test_of_a_body_that_is_cut_nothing_is_stored(
    dsn: str,
    headers: Headers,
    vendor_id: str,
    admin: psycopg.Connection[Any],
    sent: dict[str, str],
    limit: int,
    status: int,
    code: str,
) -> None:
    lines = b"".join(json.dumps(page_view(vendor_id)).encode() + b"\n" for _ in range(20))
    application = create_app(Settings(database_url=dsn, jwt_secret=SECRET, request_bytes_max=limit))
    answer = application.test_client().post(
        URL,
        input_stream=io.BytesIO(lines),
        headers=headers,
        content_type="application/x-ndjson",
        environ_overrides={"CONTENT_LENGTH": "", "wsgi.input_terminated": True} | sent,
    )
    application.extensions["pool"].close()
    assert (answer.status_code, answer.json and answer.json["code"]) == (status, code)
    row = admin.execute(
        "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == (0,)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (1, "unknown", None),
    ],
)
def test_only_trusted_proxies_tell_the_address(
    dsn: str,
    headers: Headers,
    vendor_id: str,
    admin: psycopg.Connection[Any],
    proxies: int,
    forwarded: str,
    address: str | None,
) -> None:
    application = create_app(Settings(database_url=dsn, jwt_secret=SECRET, trusted_proxies=proxies))
    answer = application.test_client().post(
        URL, json=page_view(vendor_id), headers=headers | {"X-Forwarded-For": forwarded}
    )
    application.extensions["pool"].close()
    assert answer.status_code == 200
    row = admin.execute(
        "select host(ip_address) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == (address,)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "vendorId", "eventType", "timestamp", "eventData", "data", "schemaVersion"]
            )
            | st.text(max_size=8),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=JSON_VALUES)
def test_any_json_gets_an_answer_that_adds_up(
    client: FlaskClient, headers: Headers, value: object
) -> None:
    answer = client.post(
        URL, data=json.dumps(value), headers=headers, content_type="application/json"
    )
    assert answer.status_code in (200, 207, 400, 422)
    assert answer.json is not None
    if "counts" in answer.json:
        counts = answer.json["counts"]
        assert counts["received"] == counts["stored"] + counts["duplicate"] + counts["rejected"]
        assert len(answer.json["verdicts"]) == counts["received"]
