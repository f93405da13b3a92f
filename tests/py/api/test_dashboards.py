"""/api/analytics/dashboards, and links to them."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from flask.testing import FlaskClient

from tests.py.api.calls import SECRET, Headers, bearer, make_token, page_view

URL = "/api/analytics/dashboards"
CONFIG = {
    "timeframe": {"from": "2026-05-01", "to": "2026-06-01"},
    "tiles": [{"id": "views", "chart": "line", "request": {"metrics": ["page_views"]}}],
}


@pytest.fixture
def made(client: FlaskClient, user: Headers) -> Any:
    answer = client.post(
        URL, json={"dashboardName": "Site", "dashboardConfig": CONFIG}, headers=user
    )
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer


def views_of(answer: Any) -> Any:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json["tiles"][0]["answer"]["data"][0]["totals"][0]["value"]


def test_a_dashboard_lives_and_dies(client: FlaskClient, user: Headers, made: Any) -> None:
    location = made.headers["Location"]
    read = client.get(location, headers=user)
    assert (read.json, read.headers["ETag"]) == (made.json, '"1"')
    listed = client.get(URL, headers=user).json
    assert listed is not None
    assert [d["id"] for d in listed["dashboards"]] == [made.json["id"]]
    body = {"dashboardName": "Site, renamed", "dashboardConfig": CONFIG}
    changed = client.put(location, json=body, headers=user | {"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    for method in (client.put, client.delete):
        assert method(location, json=body, headers=user).status_code == 428
        for stale in ('"1"', "nonsense"):
            answer = method(location, json=body, headers=user | {"If-Match": stale})
            assert (answer.status_code, answer.json["code"]) == (412, "ZA304")
    assert client.delete(location, headers=user | {"If-Match": '"2"'}).status_code == 204
    assert client.get(location, headers=user).status_code == 404


def test_one_call_answers_all_tiles(
    client: FlaskClient, user: Headers, vendor_id: str, made: Any
) -> None:
    client.post("/api/analytics/events", json=page_view(vendor_id), headers=user)
    data = f"{made.headers['Location']}/data"
    assert views_of(client.get(data, headers=user)) == 1
    query = {"from": "2026-05-10", "to": "2026-05-12"}
    assert views_of(client.get(data, query_string=query, headers=user)) == 0
    assert client.get(f"{data}?color=red", headers=user).status_code == 422


def test_a_link_shows_one_dashboard_to_anybody_and_nothing_else(
    client: FlaskClient, user: Headers, vendor_id: str, made: Any
) -> None:
    client.post("/api/analytics/events", json=page_view(vendor_id), headers=user)
    client.post("/api/analytics/events", json=page_view(vendor_id, path="/b"), headers=user)
    shares = f"{made.headers['Location']}/shares"
    body = {"expiresInDays": 7, "filters": {"path": "/b"}}
    share = client.post(shares, json=body, headers=user)
    assert share.status_code == 201
    assert share.json is not None
    shown = client.get(share.json["url"])
    assert views_of(shown) == 1
    assert shown.headers["Cache-Control"] == "public, max-age=60"
    token = share.json["url"].rpartition("/")[2]
    assert client.get(URL, headers=bearer(token)).status_code == 401
    revoked = client.delete(f"{shares}/{share.json['shareId']}", headers=user)
    assert revoked.status_code == 204
    assert client.get(share.json["url"]).status_code == 404


def test_a_link_that_was_not_signed_here_is_not_there(
    client: FlaskClient, vendor_id: str, made: Any
) -> None:
    claims = {"sub": made.json["id"], "aud": "wedsync-share", "exp": 4_000_000_000}
    for secret, changes in (("x" * 40, {}), (SECRET, {"aud": "authenticated"}), (SECRET, {})):
        token = jwt.encode(
            claims | {"app_metadata": {"vendor_ids": [vendor_id]}} | changes, secret, "HS256"
        )
        assert client.get(f"/api/analytics/shared/{token}").status_code == 404


def test_links_need_a_secret(dsn: str) -> None:
    from app import create_app
    from app.config import Settings

    answer = create_app(Settings(database_url=dsn)).test_client().get("/api/analytics/shared/x")
    assert (answer.status_code, (answer.json or {})["code"]) == (501, "not_configured")


def test_a_dashboard_of_others_is_not_there(
    client: FlaskClient, made: Any, make_vendor: Any
) -> None:
    stranger = make_vendor()
    headers = bearer(make_token(stranger, sub=stranger)) | {"X-Request-Id": "same"}
    location = made.headers["Location"]
    missing = f"{URL}/99999999-9999-4999-8999-999999999999"
    for suffix in ("", "/data"):
        answers = [client.get(base + suffix, headers=headers) for base in (location, missing)]
        assert [a.status_code for a in answers] == [404, 404]
        assert {**(answers[0].json or {}), "instance": 0} == {
            **(answers[1].json or {}),
            "instance": 0,
        }
    listed = client.get(URL, query_string={"vendorId": stranger}, headers=headers)
    assert listed.json == {"dashboards": [], "nextCursor": None}
