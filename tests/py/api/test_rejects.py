"""What was refused is kept as it came, listed, shown and taken in again."""

from __future__ import annotations

import base64
import gzip
import threading
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from tests.py.api.calls import Headers, bearer, make_token, page_view

EVENTS = "/api/analytics/events"
REJECTS = "/api/analytics/rejected-events"


@pytest.fixture
def rejected(client: FlaskClient, headers: Headers, vendor_id: str) -> str:
    """Id of an event that was refused for its path."""
    client.post(EVENTS, json=page_view(vendor_id, path=""), headers=headers)
    answer = client.get(REJECTS, headers=headers).json
    assert answer is not None
    return str(answer["items"][0]["id"])


@pytest.mark.parametrize(
    ("body", "encoding", "status", "code", "kept"),
    [
        (b'{"broken":', None, 400, "ZA100", b'{"broken":'),
        (b"17", None, 400, "ZA100", b"17"),
        (b'"\xff\xfe"', None, 400, "not_utf8", b'"\xff\xfe"'),
        (b'"\0"', None, 400, "nul_byte", b'"\0"'),
        (gzip.compress(b'"\xff"'), "gzip", 400, "not_utf8", b'"\xff"'),
        (b"no gzip", "gzip", 400, "broken_gzip", b"no gzip"),
        (b"[" * 100_000, None, 400, "ZA100", b"[" * 100_000),
        (b"[" + b"1," * 5_000 + b"1]", None, 413, "ZA102", b"[" + b"1," * 5_000 + b"1]"),
        (b'{"data": [], "data": [1]}', None, 400, "ZA100", b'{"data": [], "data": [1]}'),
    ],
    ids=["broken", "number", "bytes", "NUL", "inflated", "gzip", "deep", "many", "twice"],
)
def test_a_body_that_is_refused_is_kept_byte_for_byte(
    client: FlaskClient,
    headers: Headers,
    body: bytes,
    encoding: str | None,
    status: int,
    code: str,
    kept: bytes,
) -> None:
    answer = client.post(
        EVENTS,
        data=body,
        headers=headers | ({"Content-Encoding": encoding} if encoding else {}),
        content_type="application/json",
    )
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (status, code)
    item = client.get(f"{REJECTS}/{answer.json['rejectedEventId']}", headers=headers).json
    assert item is not None
    assert base64.b64decode(item["rawBase64"]) == kept
    assert (item["isBody"], item["door"], item["state"]) == (True, "http", "open")
    assert item["context"]["requestId"] == answer.headers["X-Request-Id"]


def test_of_an_empty_body_nothing_is_kept(client: FlaskClient, headers: Headers) -> None:
    answer = client.post(EVENTS, data=b"", headers=headers, content_type="application/json").json
    assert answer is not None
    assert "rejectedEventId" not in answer


def test_a_vendor_that_is_not_registered_loses_nothing(
    client: FlaskClient, admin: psycopg.Connection[Any]
) -> None:
    unknown = str(uuid.uuid4())
    answer = client.post(EVENTS, json=page_view(unknown), headers=bearer(make_token(unknown)))
    assert answer.status_code == 422
    row = admin.execute(
        "delete from public.analytics_rejected_events"
        " where sender_vendor_ids = array[%s::uuid] returning vendor_id, state",
        [unknown],
    ).fetchone()
    assert row == (None, "open")


def test_pages_follow_each_other(client: FlaskClient, headers: Headers, vendor_id: str) -> None:
    client.post(EVENTS, json=[page_view(vendor_id, path="")] * 5, headers=headers)
    seen, cursor = [], None
    for _ in range(3):
        query = {"limit": "2", "door": "http", "keyword": "minLength"}
        page = client.get(
            REJECTS, query_string=query | ({"cursor": cursor} if cursor else {}), headers=headers
        ).json
        assert page is not None
        seen += [item["id"] for item in page["items"]]
        cursor = page["nextCursor"]
    assert (len(seen), len(set(seen)), cursor) == (5, 5, None)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("limit=0", 422, "ZA170"),
        ("cursor=nonsense", 422, "ZA156"),
        ("colour=red", 422, "ZA170"),
        ("door=a&door=b", 400, "invalid_parameter"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(
    client: FlaskClient, headers: Headers, query: str, status: int, code: str
) -> None:
    answer = client.get(f"{REJECTS}?{query}", headers=headers)
    assert (answer.status_code, answer.json and answer.json["code"]) == (status, code)


def test_the_rejects_of_others_are_not_there(
    client: FlaskClient, rejected: str, make_vendor: Callable[[], str]
) -> None:
    other = bearer(make_token(make_vendor()))
    assert client.get(f"{REJECTS}/{rejected}", headers=other).status_code == 404
    answer = client.post(f"{REJECTS}/replay", json={"ids": [rejected]}, headers=other)
    assert answer.status_code == 404


def test_a_mended_event_is_stored_once_however_often_it_is_replayed(
    client: FlaskClient,
    headers: Headers,
    vendor_id: str,
    rejected: str,
    admin: psycopg.Connection[Any],
) -> None:
    request = {"mends": [{"id": rejected, "merge": {"eventData": {"path": "/mended"}}}]}
    answers = [
        client.post(f"{REJECTS}/replay", json=request, headers=headers).json for _ in range(3)
    ]
    assert [a and a["items"][0]["status"] for a in answers] == ["replayed"] * 3
    row = admin.execute(
        "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == (1,)


def test_of_replays_at_once_one_takes_it(dsn: str, vendor_id: str, rejected: str) -> None:
    """One holds its replay open; the other neither waits nor stores."""
    query = (
        "select analytics_api.replay_rejected_events(jsonb_build_object('mends',"
        " jsonb_build_array(jsonb_build_object('id', %s::uuid, 'merge',"
        ' \'{"eventData": {"path": "/race"}}\'::jsonb)))) #>> \'{items,0,status}\''
    )
    with psycopg.connect(dsn) as one, psycopg.connect(dsn) as other:
        assert one.execute(query, [rejected]).fetchone() == ("replayed",)
        assert other.execute(query, [rejected]).fetchone() == ("busy",)
        one.commit()
        assert other.execute(query, [rejected]).fetchone() == ("replayed",)
        other.commit()
        row = other.execute(
            "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
        ).fetchone()
        assert row == (1,)


def test_replays_of_all_by_many_store_each_once(
    dsn: str, client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    for _ in range(10):
        client.post(
            EVENTS, json=[page_view(vendor_id, path="") for _ in range(20)], headers=headers
        )
    replayed: list[int] = []

    def replay() -> None:
        with psycopg.connect(dsn, autocommit=True) as connection:
            row = connection.execute(
                "select analytics_api.replay_rejected_events(jsonb_build_object("
                "'vendorId', %s::uuid, 'limit', 500, 'merge',"
                ' \'{"eventData": {"path": "/all"}}\'::jsonb))'
                " #> '{items}'",
                [vendor_id],
            ).fetchone()
        assert row is not None
        replayed.append(sum(i["result"] is not None for i in row[0] if i["status"] == "replayed"))

    threads = [threading.Thread(target=replay) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "select (select count(*) from public.analytics_events where vendor_id = %s),"
            " (select count(*) from public.analytics_rejected_events"
            " where vendor_id = %s and state <> 'open')",
            [vendor_id, vendor_id],
        ).fetchone()
    assert row == (200, 200)
    assert sum(replayed) >= 200
