"""Secret keys over HTTP: who makes them, what each may do, and how soon one ends."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app.auth import memory, secret_keys
from tests.py.api.calls import Headers, bearer, page_view

KEYS = "/api/analytics/keys"
EVENTS = "/api/analytics/events"
CATALOG = "/api/analytics/catalog"
METRICS = "/api/analytics/metrics?metrics=revenue&timeframe=today"
MakeKey = Callable[..., Headers]


@pytest.fixture
def make_key(client: FlaskClient, owner: Headers) -> MakeKey:
    """Make a key with these scopes, and return the headers of whoever has it."""

    def make(*scopes: str, **members: Any) -> Headers:
        answer = client.post(KEYS, json={"scopes": scopes} | members, headers=owner)
        assert answer.status_code == 201, answer.text
        return bearer(answer.json["key"])  # type: ignore[index]

    return make


def test_an_owner_makes_lists_and_revokes_keys(
    client: FlaskClient, vendor_id: str, owner: Headers
) -> None:
    made = client.post(KEYS, json={"name": "shop", "scopes": ["read"]}, headers=owner)
    assert made.json is not None
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    assert made.headers["Location"] == f"{KEYS}/{made.json['id']}"
    listed = client.get(KEYS, headers=owner)
    assert made.json["key"] not in listed.text
    (key,) = listed.json["keys"]  # type: ignore[index]
    assert (key["id"], key["vendorId"], key["kind"]) == (made.json["id"], vendor_id, "secret")
    for _ in range(2):
        assert client.delete(made.headers["Location"], headers=owner).status_code == 204
    assert client.get(CATALOG, headers=bearer(made.json["key"])).status_code == 401


def test_who_is_no_owner_gets_a_problem(
    client: FlaskClient, headers: Headers, owner: Headers
) -> None:
    body = {"scopes": ["read"]}
    for who, sent, expected in (
        (headers, body, (403, "ZA403")),
        (owner, body | {"vendorId": str(uuid.uuid4())}, (404, "ZA201")),
        (owner, {}, (422, "ZA185")),
    ):
        answer = client.post(KEYS, json=sent, headers=who)
        assert (answer.status_code, answer.json["code"]) == expected  # type: ignore[index]
    assert client.get(KEYS, headers=headers).json == {"keys": []}
    answer = client.delete(f"{KEYS}/{uuid.uuid4()}", headers=owner)
    assert (answer.status_code, answer.json["code"]) == (404, "ZA222")  # type: ignore[index]


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [("ingest", "POST events"), ("read", "GET metrics"), ("admin", "GET keys")],
)
def test_a_key_may_do_what_its_scope_says_and_nothing_else(
    client: FlaskClient, make_key: MakeKey, scope: str, allowed: str
) -> None:
    key = make_key(scope)
    for what, answer in {
        "POST events": client.post(EVENTS, json=[page_view()], headers=key),
        "GET metrics": client.get(METRICS, headers=key),
        "GET keys": client.get(KEYS, headers=key),
    }.items():
        if what == allowed:
            assert answer.status_code == 200, answer.text
        else:
            assert (answer.status_code, answer.json["code"]) == (403, "ZA407")  # type: ignore[index]
            assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]


def test_the_database_asks_for_the_scope_too(
    client: FlaskClient, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a route forgets to."""
    key = make_key("read")
    monkeypatch.setattr("app.ingest.require_claims", lambda: secret_keys_claims(client, key))
    answer = client.post(EVENTS, json=[page_view()], headers=key)
    assert (answer.status_code, answer.json["code"]) == (403, "ZA407")  # type: ignore[index]


def secret_keys_claims(client: FlaskClient, key: Headers) -> dict[str, Any]:
    keys = client.application.extensions["secret_keys"]
    claims: dict[str, Any] = keys.identify(key["Authorization"].removeprefix("Bearer "))
    assert claims["scopes"] == ["read"]
    return claims


def test_a_revoked_key_ends_within_five_seconds(
    client: FlaskClient,
    admin: psycopg.Connection[Any],
    vendor_id: str,
    make_key: MakeKey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(memory.time, "monotonic", lambda: now[0])
    key = make_key("read")
    assert client.get(CATALOG, headers=key).status_code == 200
    # Revoked somewhere else: this process does not know.
    admin.execute(
        "update analytics.api_keys set revoked_at = now() where vendor_id = %s", [vendor_id]
    )
    now[0] += 5
    answer = client.get(CATALOG, headers=key)
    assert (answer.status_code, answer.json["code"]) == (401, "ZA408")  # type: ignore[index]
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_is_asked_for_once_in_a_while(
    client: FlaskClient, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make_key("read")
    client.get(CATALOG, headers=key)
    monkeypatch.setattr(secret_keys.db, "call", lambda *_, **__: pytest.fail("it was asked again"))
    assert secret_keys_claims(client, key)["app_metadata"]


def test_there_is_room_for_so_many_keys(
    client: FlaskClient, make_key: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_COUNT_MAX", 1)
    first, second = make_key("read"), make_key("read")
    for key in (first, second, first):
        assert client.get(CATALOG, headers=key).status_code == 200


@pytest.mark.parametrize("token", ["wk_live_1", "wk_live_" + "0" * 64, "wp_" + "0" * 32, "wk_"])
def test_what_is_no_key_is_not_believed(client: FlaskClient, token: str) -> None:
    answer = client.get(CATALOG, headers=bearer(token))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_is_no_user(client: FlaskClient, make_key: MakeKey) -> None:
    body = {"dashboardName": "d", "dashboardConfig": {"tiles": []}}
    answer = client.post("/api/analytics/dashboards", json=body, headers=make_key("admin"))
    assert (answer.status_code, answer.json["code"]) == (403, "ZA402")  # type: ignore[index]


def test_an_expired_key_is_none(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str, make_key: MakeKey
) -> None:
    key = make_key("read", expiresAt="2100-01-01T00:00:00Z")
    admin.execute(
        "update analytics.api_keys set expires_at = now() where vendor_id = %s", [vendor_id]
    )
    assert client.get(CATALOG, headers=key).status_code == 401
