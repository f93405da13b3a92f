"""GET and POST /api/analytics/metrics, and the catalogue."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.py.api.calls import Headers, page_view

URL = "/api/analytics/metrics"
BOUNDS = {"from": "2026-05-01", "to": "2026-05-08"}
CHANGING = ("requestId", "executionTime", "nextUpdateTime", "metadata")


def without_times(answer: Any) -> dict[str, Any]:
    """What two answers to one question have in common."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    data = [{k: v for k, v in item.items() if k != "asOf"} for item in answer.json["data"]]
    return {k: v for k, v in answer.json.items() if k not in CHANGING} | {"data": data}


def some_metric(client: FlaskClient, headers: Headers) -> str:
    catalog = client.get("/api/analytics/catalog", headers=headers)
    assert catalog.status_code == 200
    assert catalog.json is not None
    return str(catalog.json["metrics"][0]["name"])


def test_both_ways_to_ask_have_the_same_answer(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    metric = some_metric(client, headers)
    client.post("/api/analytics/events", json=page_view(vendor_id), headers=headers)
    asked = client.post(
        URL,
        json={"vendorId": vendor_id, "metrics": [metric], "timeframe": BOUNDS, "groupBy": ["day"]},
        headers=headers,
    )
    query = BOUNDS | {"vendorId": vendor_id, "metrics": metric, "groupBy": "day"}
    twin = client.get(URL, query_string=query, headers=headers)
    assert without_times(asked) == without_times(twin)
    assert asked.json is not None
    assert asked.json["requestId"] == asked.headers["X-Request-Id"]
    assert asked.headers["Cache-Control"] == "private, no-cache"


def test_an_event_counts_in_the_next_answer(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    query = BOUNDS | {"metrics": "page_views"}
    counted = []
    for _ in range(3):
        (item,) = without_times(client.get(URL, query_string=query, headers=headers))["data"]
        counted.append(sum(row["value"] for row in item["rows"]))
        client.post("/api/analytics/events", json=page_view(vendor_id), headers=headers)
    assert counted == [0, 1, 2]


def test_an_unknown_parameter_is_named_with_what_is_near(
    client: FlaskClient, headers: Headers
) -> None:
    query = BOUNDS | {"metrics": some_metric(client, headers), "groupby": "day"}
    answer = client.get(URL, query_string=query, headers=headers)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["code"] == "ZA111"
    assert answer.json["errors"][0]["pointer"] == "/groupby"
    assert "groupBy" in answer.json["errors"][0]["nearest"]


def test_metrics_of_a_foreign_vendor_are_not_there(
    client: FlaskClient, headers: Headers, make_vendor: Any
) -> None:
    metric, foreign = some_metric(client, headers), make_vendor()
    missing = "99999999-9999-4999-8999-999999999999"
    answers = [
        client.get(
            URL,
            query_string=BOUNDS | {"metrics": metric, "vendorId": vendor},
            headers=headers | {"X-Request-Id": "same"},
        )
        for vendor in (foreign, missing)
    ]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].get_data() == answers[1].get_data()


@pytest.mark.parametrize(
    "query",
    [
        "filters={",
        "filters=" + "[" * 5_000,
        "top=NaN",
        "metrics=a&metrics=b",
        "timeframe=today&from=2026-05-01",
        "compareWith={",
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(
    client: FlaskClient, headers: Headers, query: str
) -> None:
    answer = client.get(f"{URL}?{query}", headers=headers)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["code"] == "invalid_parameter"
    assert answer.json["errors"][0]["pointer"] == f"/{query.partition('=')[0]}"


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"", 400), (b"[" * 100_000, 400), (b'{"source": "\\u0000"}', 400), (b"[]", 422)],
)
def test_a_body_that_is_no_request_is_a_problem(
    client: FlaskClient, headers: Headers, body: bytes, status: int
) -> None:
    answer = client.post(URL, data=body, headers=headers, content_type="application/json")
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


def test_a_request_that_is_not_json_is_refused_by_its_type(
    client: FlaskClient, headers: Headers
) -> None:
    answer = client.post(
        URL, data=json.dumps({}), headers=headers, content_type="application/x-ndjson"
    )
    assert answer.status_code == 415
