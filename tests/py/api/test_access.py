"""Vendors take their data with them, and erase their clients, over HTTP."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import db
from tests.py.api.calls import Headers, page_view

ERASURES = "/api/analytics/clients/erasures"
EXPORT = "/api/analytics/export"


def send(client: FlaskClient, headers: Headers, *events: dict[str, Any]) -> Any:
    answer = client.post("/api/analytics/events", json=events, headers=headers)
    assert answer.json is not None
    return answer.json["counts"]


def payment(client_id: str) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "eventType": "payment.received",
        "timestamp": "2026-05-01T10:00:00Z",
        "eventData": {"paymentId": "p", "clientId": client_id, "amount": "10.50"},
    }


def lines_of(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200
    assert answer.content_type == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_an_export_is_whole_and_its_events_can_be_sent_again(
    client: FlaskClient, owner: Headers
) -> None:
    send(client, owner, *(page_view(path=f"/{n}") for n in range(2500)))
    lines = lines_of(client.get(EXPORT, headers=owner))
    events = [line for line in lines if "record" not in line]
    assert lines[0]["record"] == "header"
    assert lines[-1]["record"] == "trailer"
    assert lines[-1]["counts"]["events"] == len(events) == 2500
    assert len({event["id"] for event in events}) == 2500
    assert send(client, owner, *events)["duplicate"] == 2500


def test_an_export_may_be_of_some_sections(client: FlaskClient, owner: Headers) -> None:
    lines = lines_of(client.get(f"{EXPORT}?contents=settings", headers=owner))
    assert [line["record"] for line in lines] == ["header", "settings", "trailer"]


def test_who_may_not_export_gets_a_problem(
    client: FlaskClient, vendor_id: str, headers: Headers, owner: Headers
) -> None:
    for path, who, expected in (
        (EXPORT, headers, (403, "ZA403")),
        (f"{EXPORT}?vendorId={uuid.uuid4()}", owner, (404, "ZA201")),
        (f"{EXPORT}?vendorId=x", owner, (422, "invalid_shape")),
        (f"{EXPORT}?contents=secrets", owner, (422, "ZA179")),
    ):
        answer = client.get(path, headers=who)
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == expected
    # The one connection is back in the pool.
    assert client.get(EXPORT, headers=owner).status_code == 200


def test_an_export_that_is_given_up_gives_its_connection_back(
    client: FlaskClient, owner: Headers
) -> None:
    send(client, owner, *(page_view(path=f"/{n}") for n in range(1500)))
    answer = client.get(EXPORT, headers=owner, buffered=False)
    assert next(answer.iter_encoded())
    answer.close()
    assert client.get("/api/analytics/catalog", headers=owner).status_code == 200


def test_an_export_that_fails_half_way_has_no_trailer(
    app: Flask, client: FlaskClient, owner: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Iterator[str]:
        yield '{"record": "header"}\n'
        raise psycopg.OperationalError("gone")

    monkeypatch.setattr(db, "stream", fail)
    answer = client.get(EXPORT, headers=owner, buffered=False)
    chunks = answer.iter_encoded()
    assert b"header" in next(chunks)
    with pytest.raises(psycopg.OperationalError):
        next(chunks)


def test_a_function_without_a_row_is_a_mistake_of_ours(admin: psycopg.Connection[Any]) -> None:
    with pytest.raises(LookupError):
        next(db.read_pages(admin, "select '', '' where %s::text is not null", []))


def test_the_pages_of_an_export_are_of_one_moment(
    dsn: str, client: FlaskClient, vendor_id: str, owner: Headers
) -> None:
    events = [page_view(path=f"/{n}") for n in range(5)]
    send(client, owner, *events)
    with psycopg.connect(dsn, autocommit=True) as connection, connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        pages = db.read_pages(
            connection,
            "select p.lines, p.next_position::text from analytics_api.export_vendor_page("
            "%s::uuid, p_contents => '{events}', p_line_limit => 1, p_position => %s::jsonb) as p",
            [vendor_id],
        )
        text = next(pages)
        for event in events:
            client.post("/api/analytics/events/deletions", json=event, headers=owner)
        text += "".join(pages)
    assert json.loads(text.splitlines()[-1])["counts"] == {"events": 5}


def test_a_client_is_erased_and_the_numbers_stay(client: FlaskClient, owner: Headers) -> None:
    send(client, owner, payment("cl-4711"), payment("cl-4712"))
    answer = client.post(ERASURES, json={"clientId": "cl-4711"}, headers=owner)
    assert answer.json is not None
    assert answer.status_code == 200
    assert answer.json["events"] == {"anonymized": 1, "deleted": 0}
    assert answer.json["rowsLeft"] == 0
    assert answer.json["requestId"] == answer.headers["X-Request-Id"]
    export = client.get(EXPORT, headers=owner).text
    assert "cl-4711" not in export
    assert "cl-4712" in export
    assert export.count('"10.50"') == 2


def test_a_client_is_deleted_where_that_is_asked_for(client: FlaskClient, owner: Headers) -> None:
    send(client, owner, payment("cl-4711"), payment("x") | {"eventData": {"amount": 1}})
    body = {"clientId": "cl-4711", "mode": "delete", "identifiers": ["Anna Smith"]}
    answer = client.post(ERASURES, json=body, headers=owner)
    assert answer.json is not None
    assert answer.json["events"] == {"anonymized": 0, "deleted": 1}
    assert '"10.50"' not in client.get(EXPORT, headers=owner).text


def test_erasures_that_cannot_be_done_are_problems(
    client: FlaskClient, headers: Headers, owner: Headers
) -> None:
    for body, who, expected in (
        ({"clientId": "cl-1"}, headers, (403, "ZA403")),
        ({"clientId": "cl-1", "vendorId": str(uuid.uuid4())}, owner, (404, "ZA201")),
        ({}, owner, (422, "invalid_shape")),
        ({"clientId": " "}, owner, (422, "ZA178")),
        ({"clientId": "cl-1", "mode": "forget"}, owner, (422, "invalid_shape")),
        ({"clientId": "cl-1", "identifiers": "x"}, owner, (422, "invalid_shape")),
    ):
        answer = client.post(ERASURES, json=body, headers=who)
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == expected
