"""No route tells anything of another vendor, and each lets in whom it should."""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.openapi.document import list_operations
from tests.py.api.calls import SECRET, Headers, bearer, make_token, page_view
from tests.py.api.walls import API, CALLS, Call, Tenant

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
VOLATILE = {"executionTime", "requestId", "asOf", "processingTime", "calculatedAt", "processedAt"}
ROLES = ("nobody", "staff", "owner", "administrator", "other vendor", "publishable key")
YEAR = quote('{"from": "2026-01-01", "to": "2027-01-01"}')
SCOPES = ("ingest", "read", "admin")


@pytest.fixture
def mine(
    client: FlaskClient, make_vendor: Callable[[], str], admin: psycopg.Connection[Any]
) -> Tenant:
    return Tenant(client, make_vendor(), admin)


@pytest.fixture
def theirs(
    client: FlaskClient, make_vendor: Callable[[], str], admin: psycopg.Connection[Any]
) -> Tenant:
    return Tenant(client, make_vendor(), admin)


@pytest.fixture(autouse=True)
def forget(admin: psycopg.Connection[Any]) -> Iterator[None]:
    yield
    admin.execute("delete from public.analytics_rejected_events")


def open_call(client: FlaskClient, name: str, ids: dict[str, str], headers: Headers) -> Any:
    """The answer to a call of the table."""
    arguments = CALLS[name].make(ids)
    more = arguments.pop("headers", {})
    answer = client.open(
        arguments.pop("path"), method=name.partition(" ")[0], headers=headers | more, **arguments
    )
    # Read to its end: an export holds its connection as long as it lasts.
    answer.get_data()
    return answer


def all_that_is_told(answer: Any) -> Any:
    """Status, headers and body, but for what is different each time."""
    text = UUID.sub("ID", answer.get_data(as_text=True))
    try:
        body = drop_volatile(json.loads(text))
    except ValueError:
        body = text
    headers = {
        name: UUID.sub("ID", value)
        for name, value in answer.headers.items()
        if name not in ("X-Request-Id", "Date", "Content-Length", "Server-Timing")
        and not name.startswith("RateLimit")
    }
    return answer.status_code, headers, body


def drop_volatile(value: Any) -> Any:
    if isinstance(value, dict):
        return {n: drop_volatile(v) for n, v in value.items() if n not in VOLATILE}
    if isinstance(value, list):
        return [drop_volatile(v) for v in value]
    return value


def test_the_table_has_every_route_and_no_other(app: Flask) -> None:
    routes = {f"{method} {rule.rule}" for rule, method, _ in list_operations(app)}
    assert routes == set(CALLS), "a new route gets a row in tests/py/api/walls.py"


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.ids])
def test_what_is_another_vendors_answers_as_what_is_not_there(
    client: FlaskClient, mine: Tenant, theirs: Tenant, name: str
) -> None:
    call = CALLS[name]
    tenant_ids = tuple(n for n in call.ids if n != "name")
    every_scope = bearer(mine.key(*SCOPES)["key"])
    for headers in (mine.owner, every_scope, mine.token()):
        # One of them at a time, and all of them.
        for foreign in {(n,) for n in tenant_ids} | {tenant_ids}:
            own, other = mine.make(call.ids), theirs.make(call.ids)
            told = [
                all_that_is_told(open_call(client, name, own | replaced, headers))
                for replaced in (
                    {n: other[n] for n in foreign},
                    {n: str(uuid.uuid4()) for n in foreign},
                )
            ]
            assert told[0] == told[1], f"{name}, with {foreign}"
            if call.ok < 500 and "rejected-events?" not in call.make(own)["path"]:
                assert told[0][0] >= 400


def expected(name: str, call: Call, role: str, scope: str | None) -> tuple[int, str | None]:
    """Status and code of the answer that a role gets for what is the vendor's."""
    if call.who == "anybody":
        return call.ok, None
    if role in ("nobody", "publishable key"):
        return 401, "unauthorized"
    if role.startswith("key "):
        if role != f"key {scope}":
            return 403, "ZA407"
        if call.who == "user":
            return (
                (403, "ZA402")
                if name.startswith("POST") and call.ok == 201 and "<" not in name
                else (404, "ZA202")
            )
        return call.ok, None
    if role == "staff" and call.who == "owner":
        return 403, "ZA403"
    if role == "other vendor" and call.ids and call.ok < 500:
        if name == "POST /api/analytics/events":
            return 422, "events_rejected"
        if name == "GET /api/analytics/rejected-events":
            return call.ok, None
        return 404, None
    return call.ok, None


@pytest.mark.parametrize("role", [*ROLES, *(f"key {scope}" for scope in SCOPES)])
def test_each_role_gets_in_where_it_should(
    app: Flask, client: FlaskClient, mine: Tenant, theirs: Tenant, role: str
) -> None:
    headers = {
        "nobody": lambda: {},
        "staff": mine.token,
        "owner": lambda: mine.owner,
        "administrator": lambda: mine.token(vendor_ids=[], platform_admin=True),
        "other vendor": lambda: theirs.owner,
        "publishable key": lambda: bearer(
            mine.key(kind="publishable", origins=["https://a.example"])["key"]
        ),
    }.get(role, lambda: bearer(mine.key(role.removeprefix("key "))["key"]))()
    scopes = {
        f"{method} {rule.rule}": view.description.scope
        for rule, method, view in list_operations(app)
    }
    wrong = {}
    for name, call in CALLS.items():
        answer = open_call(client, name, mine.make(call.ids), headers)
        status, code = expected(name, call, role, scopes[name])
        if answer.status_code != status or (code and (answer.json or {}).get("code") != code):
            wrong[name] = (status, code), answer.status_code, answer.text[:300]
    assert wrong == {}


def test_every_route_that_changes_something_takes_an_idempotency_key(app: Flask) -> None:
    without = {
        f"{method} {rule.rule}"
        for rule, method, view in list_operations(app)
        if method not in ("GET", "OPTIONS") and not view.description.takes_idempotency_key(method)
    }
    # Queries, which change nothing; and what has ids of its own.
    assert without == {
        "POST /api/analytics/metrics",
        "POST /api/analytics/wedding-insights",
        "POST /api/analytics/models/<uuid:model_id>/predictions",
        "POST /api/analytics/collect",
        "POST /api/analytics/hooks/<source>",
    }


def test_ten_thousand_interleaved_requests_bleed_nothing(
    dsn: str, make_vendor: Callable[[], str], admin: psycopg.Connection[Any]
) -> None:
    """Callers of all kinds share two connections; each is told its own number, always."""
    app = create_app(
        Settings(
            database_url=dsn,
            jwt_secret=SECRET,
            pool_max_size=2,
            pool_timeout_ms=60_000,
            rate_limits=False,
            log_level="ERROR",
        )
    )
    vendors = [make_vendor() for _ in range(4)]
    wrong: list[Any] = []
    done: list[int] = []

    def ask(place: int, vendor_id: str) -> None:
        client = app.test_client()
        tenant = Tenant(client, vendor_id, admin)
        amount = str(100 + place)
        event = page_view(
            vendor_id,
            eventType="payment.received",
            eventData={"paymentId": "p", "amount": amount, "method": "card"},
        )
        tenant._post("/events", [event])
        key = bearer(tenant.key(*SCOPES)["key"])
        other = vendors[(place + 1) % len(vendors)]
        metrics = f"{API}/metrics?metrics=revenue&timeframe={YEAR}"
        for number in range(2500):
            headers = (tenant.owner, key)[number % 2]
            match number % 10:
                case 0:
                    answer = client.get(metrics, headers=headers)
                    told = (answer.status_code, answer.json["data"][0]["totals"][0]["value"])  # type: ignore[index]
                    right = told == (200, float(amount))
                case 1 | 6:
                    answer = client.get(f"{metrics}&vendorId={other}", headers=headers)
                    right = answer.status_code == 404
                case 2 | 5 | 7:
                    answer = client.get(f"{API}/keys", headers=headers)
                    right = {k["vendorId"] for k in answer.json["keys"]} == {vendor_id}  # type: ignore[index]
                case 3 | 8:
                    # An error, and right after it the next caller on the same connection.
                    answer = client.post(f"{API}/metrics", json={"metrics": []}, headers=headers)
                    right = answer.status_code == 422
                case _:
                    answer = client.get("/readyz")
                    right = answer.status_code == 200
            if not right:
                wrong.append((place, number, answer.status_code, answer.text[:200]))
        done.append(number + 1)

    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(vendors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    app.extensions["pool"].close()
    assert wrong == []
    assert sum(done) == 10_000


def test_tags_of_answers_are_the_callers_own(
    client: FlaskClient, mine: Tenant, theirs: Tenant
) -> None:
    """What one caller knows of an answer is worth nothing to another."""
    path = f"{API}/metrics?metrics=revenue&timeframe={YEAR}"
    answers = [client.get(path, headers=t.owner) for t in (mine, theirs)]
    tags = [answer.headers["ETag"] for answer in answers]
    assert tags[0] != tags[1]
    for tenant, tag in ((mine, tags[1]), (theirs, tags[0])):
        answer = client.get(path, headers=tenant.owner | {"If-None-Match": tag})
        assert answer.status_code == 200


def test_an_export_holds_nothing_of_others(
    client: FlaskClient, mine: Tenant, theirs: Tenant
) -> None:
    theirs.make(("event", "reject", "dashboard", "key"))
    mine.make(("event", "reject", "dashboard", "key"))
    export = client.get(f"{API}/export", headers=mine.owner).text
    assert mine.vendor_id in export
    assert theirs.vendor_id not in export


def test_errors_of_the_database_tell_no_rows(
    client: FlaskClient, mine: Tenant, theirs: Tenant
) -> None:
    """The event of another vendor with the same identity is not in the way, nor in the answer."""
    event = page_view(theirs.vendor_id)
    theirs._post("/events", [event])
    answer = client.post(
        f"{API}/events", json=[event | {"vendorId": mine.vendor_id}], headers=mine.owner
    )
    assert answer.json["counts"]["stored"] == 1  # type: ignore[index]
    name = {"dashboardName": "the same", "dashboardConfig": {"tiles": []}}
    for tenant in (theirs, mine):
        tenant._post("/dashboards", name)
    again = client.post(f"{API}/dashboards", json=name, headers=mine.owner)
    assert again.status_code == 409
    assert theirs.vendor_id not in again.text


def test_a_token_with_vendors_that_are_not_there_has_none(client: FlaskClient) -> None:
    headers = bearer(make_token(str(uuid.uuid4())))
    answer = client.get(f"{API}/metrics?metrics=revenue&timeframe=today", headers=headers)
    assert answer.status_code == 422
    assert (answer.json or {})["code"] == "ZA127"
