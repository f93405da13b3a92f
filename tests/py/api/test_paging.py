"""Lists are read page by page: nothing twice, nothing left out, whatever comes meanwhile."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from tests.py.api.calls import Headers

DASHBOARDS = "/api/analytics/dashboards"
REJECTS = "/api/analytics/rejected-events"


@pytest.fixture
def names(client: FlaskClient, user: Headers) -> list[str]:
    """Names of seven dashboards, in the order in which they are listed."""
    made = ["last", "E", "c", "ä", "00000000-0000-4000-8000-000000000001", "b", "z"]
    for name in made:
        body = {"dashboardName": name, "dashboardConfig": {"tiles": []}, "isDefault": name == "z"}
        assert client.post(DASHBOARDS, json=body, headers=user).status_code == 201
    return [d["dashboardName"] for d in read(client, DASHBOARDS, user).json["dashboards"]]


def read(client: FlaskClient, address: str, headers: Headers) -> Any:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def follow(client: FlaskClient, address: str | None, headers: Headers) -> list[Any]:
    """The pages from this address on, by their links."""
    pages = []
    while address is not None:
        answer = read(client, address, headers)
        pages.append(answer.json)
        link = re.fullmatch('<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        assert (link is None) == (answer.json["nextCursor"] is None)
        address = link[1] if link else None
    return pages


def test_pages_of_dashboards_are_the_list(
    client: FlaskClient, user: Headers, vendor_id: str, names: list[str]
) -> None:
    assert names[0] == "z"
    pages = follow(client, f"{DASHBOARDS}?vendorId={vendor_id}&limit=3", user)
    assert [len(page["dashboards"]) for page in pages] == [3, 3, 1]
    assert [d["dashboardName"] for page in pages for d in page["dashboards"]] == names


def test_a_page_begins_where_the_one_before_ended_whatever_came_meanwhile(
    client: FlaskClient, user: Headers, names: list[str]
) -> None:
    first = read(client, f"{DASHBOARDS}?limit=3", user)
    body = {"dashboardName": "!", "dashboardConfig": {"tiles": []}}
    client.post(DASHBOARDS, json=body, headers=user)
    rest = follow(client, f"{DASHBOARDS}?cursor={first.json['nextCursor']}", user)
    assert [d["dashboardName"] for page in rest for d in page["dashboards"]] == names[3:]


def test_pages_of_rejected_events_are_the_list(
    client: FlaskClient, headers: Headers, vendor_id: str, admin: psycopg.Connection[Any]
) -> None:
    events = [{"eventType": "page.viewed", "eventData": {}} for _ in range(5)]
    client.post("/api/analytics/events", json=events, headers=headers)
    pages = follow(client, f"{REJECTS}?limit=2&keyword=required", headers)
    ids = [item["id"] for page in pages for item in page["items"]]
    assert (len(pages), len(ids), len(set(ids))) == (3, 5, 5)
    admin.execute("delete from public.analytics_rejected_events where vendor_id = %s", [vendor_id])


@pytest.mark.parametrize("address", [DASHBOARDS, REJECTS])
@pytest.mark.parametrize("cursor", ["x", "WzFd", "%20", "bm90aGluZw"])
def test_a_cursor_that_the_list_did_not_give_is_pointed_at(
    client: FlaskClient, headers: Headers, address: str, cursor: str
) -> None:
    answer = client.get(f"{address}?cursor={cursor}", headers=headers)
    assert answer.json is not None
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["/cursor"]
