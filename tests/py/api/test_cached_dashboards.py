"""Conditional requests of dashboards, links to them, and the catalogue."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from tests.py.api.calls import Headers, bearer, make_token, page_view
from tests.py.api.test_caching import status_of
from tests.py.api.test_dashboards import CONFIG, URL, views_of

CATALOG = "/api/analytics/catalog"


@pytest.fixture
def location(client: FlaskClient, user: Headers) -> str:
    made = client.post(URL, json={"dashboardName": "A", "dashboardConfig": CONFIG}, headers=user)
    return str(made.headers["Location"])


def send(client: FlaskClient, headers: Headers, vendor_id: str) -> None:
    client.post("/api/analytics/events", json=page_view(vendor_id), headers=headers)


def test_a_dashboard_is_calculated_once(
    client: FlaskClient, user: Headers, vendor_id: str, location: str
) -> None:
    data = f"{location}/data"
    first, second = (client.get(data, headers=user) for _ in range(2))
    assert status_of(first) == "wedsync; fwd=uri-miss; stored"
    assert status_of(second) == "wedsync; hit; detail=process"
    assert first.json is not None
    assert second.json is not None
    assert first.json["tiles"] == second.json["tiles"]
    assert first.json["asOf"] < second.json["asOf"]
    assert second.json["requestId"] == second.headers["X-Request-Id"]
    assert second.json["cacheInfo"]["source"] == "process"
    known = user | {"If-None-Match": first.headers["ETag"]}
    assert client.get(data, headers=known).status_code == 304
    send(client, user, vendor_id)
    assert views_of(client.get(data, headers=known)) == 1


def test_a_dashboard_that_is_changed_is_another(
    client: FlaskClient, user: Headers, location: str
) -> None:
    data = f"{location}/data"
    known = user | {"If-None-Match": client.get(data, headers=user).headers["ETag"]}
    body = {"dashboardName": "B", "dashboardConfig": CONFIG}
    client.put(location, json=body, headers=user | {"If-Match": '"1"'})
    assert client.get(data, headers=known).status_code == 200
    asked = {"from": "2026-05-10", "to": "2026-05-12"}
    plain = client.get(data, headers=user)
    other = client.get(data, query_string=asked, headers=user)
    assert plain.headers["ETag"] != other.headers["ETag"]


def test_a_colleague_to_whom_it_is_shown_no_more_gets_none(
    client: FlaskClient, user: Headers, vendor_id: str, location: str, admin: Any
) -> None:
    colleague = bearer(make_token(vendor_id))
    data = f"{location}/data"
    tag = client.get(data, headers=user).headers["ETag"]
    assert client.get(data, headers=colleague | {"If-None-Match": tag}).status_code == 404
    admin.execute(
        "update public.analytics_dashboards set shared_with = '{*}' where vendor_id = %s",
        [vendor_id],
    )
    shown = client.get(data, headers=colleague)
    assert shown.status_code == 200
    admin.execute(
        "update public.analytics_dashboards set shared_with = null where vendor_id = %s",
        [vendor_id],
    )
    known = colleague | {"If-None-Match": shown.headers["ETag"]}
    assert client.get(data, headers=known).status_code == 404


def test_a_link_may_be_held_between_until_it_expires(
    client: FlaskClient, user: Headers, vendor_id: str, location: str, admin: Any
) -> None:
    share = client.post(f"{location}/shares", json={"expiresInDays": 1}, headers=user).json
    assert share is not None
    first, second = (client.get(share["url"]) for _ in range(2))
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert set(first.vary) == {"Accept-Encoding"}
    assert status_of(second) == "wedsync; hit; detail=process"
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(share["url"], headers=known).status_code == 304
    admin.execute("update analytics.cache_rules set ttl = '30 days' where pattern = 'shared/*'")
    try:
        seconds = client.get(share["url"]).headers["Cache-Control"].partition("max-age=")[2]
    finally:
        admin.execute(
            "update analytics.cache_rules set ttl = '1 minute' where pattern = 'shared/*'"
        )
    assert 86_300 < int(seconds) <= 86_400
    send(client, user, vendor_id)
    assert views_of(client.get(share["url"], headers=known)) == 1
    client.delete(f"{location}/shares/{share['shareId']}", headers=user)
    assert client.get(share["url"], headers=known).status_code == 404


def test_the_catalogue_is_sent_again_only_when_it_has_changed(
    client: FlaskClient, user: Headers, admin: psycopg.Connection[Any]
) -> None:
    first = client.get(CATALOG, headers=user)
    known = user | {"If-None-Match": first.headers["ETag"]}
    assert client.get(CATALOG, headers=known).status_code == 304
    again = client.get(CATALOG, headers=user)
    assert status_of(again) == "wedsync; hit; detail=process"
    assert again.get_data() == first.get_data()
    change = "update analytics.metric_definitions set title = {} where metric_name = 'page_views'"
    admin.execute(change.format("title || '!'"))
    try:
        changed = client.get(CATALOG, headers=known)
    finally:
        admin.execute(change.format("rtrim(title, '!')"))
    assert changed.status_code == 200
    assert b"!" in changed.get_data()
