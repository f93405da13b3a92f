"""Metrics of the vendor's own are set, counted and calculated over HTTP."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.py.api.calls import Headers

URL = "/api/analytics/metrics/updates"
SET = {
    "id": "0197a2f0-6b1e-7c54-9d1a-3f1f4a0b7c11",
    "metric": "capacity",
    "operation": "set",
    "value": 40,
    "timestamp": "2026-05-01T10:00:00Z",
}
COUNTED = {"metric": "bookings_this_month", "operation": "increment", "value": 10}
CALCULATED = {
    "metric": "utilisation",
    "operation": "calculate",
    "expression": {"divide": ["bookings_this_month", "capacity"]},
}
BY_ZERO = {"metric": "x", "operation": "calculate", "expression": {"divide": [1, 0]}}


def post(client: FlaskClient, headers: Headers, *updates: dict[str, Any]) -> Any:
    return client.post(URL, json={"updates": updates}, headers=headers)


def test_updates_are_stored_and_answered_with_what_they_lead_to(
    client: FlaskClient, headers: Headers
) -> None:
    answer = post(client, headers, SET, COUNTED, CALCULATED)
    assert answer.status_code == 200
    assert [v["status"] for v in answer.json["verdicts"]] == ["stored"] * 3
    assert answer.json["values"] == {
        "capacity": 40,
        "bookings_this_month": 10,
        "utilisation": 0.25,
    }
    assert answer.json["requestId"] == answer.headers["X-Request-Id"]


def test_a_retry_with_an_id_changes_nothing(client: FlaskClient, headers: Headers) -> None:
    post(client, headers, SET)
    assert post(client, headers, SET).json["counts"]["duplicate"] == 1


def test_what_is_wrong_is_said_and_leaves_the_rest_alone(
    client: FlaskClient, headers: Headers
) -> None:
    mixed = post(client, headers, COUNTED, BY_ZERO)
    assert (mixed.status_code, mixed.json["counts"]["stored"]) == (207, 1)
    refused = post(client, headers, BY_ZERO)
    assert (refused.status_code, refused.content_type) == (422, "application/problem+json")
    assert refused.json["errors"][0]["pointer"] == "/0/expression/divide/1"
    assert post(client, headers).json["code"] == "ZA177"


def test_gauges_and_counters_are_metrics_like_others(client: FlaskClient, headers: Headers) -> None:
    post(client, headers, SET, COUNTED | {"timestamp": "2026-05-01T10:00:00Z"})
    answer = client.post(
        "/api/analytics/metrics",
        json={
            "metrics": ["gauge_last", "counter_total"],
            "timeframe": {"from": "2026-05-01", "to": "2026-05-02"},
            "groupBy": ["name"],
        },
        headers=headers,
    )
    assert answer.json is not None
    assert [
        [(row["group"]["name"], row["value"]) for row in item["rows"]]
        for item in answer.json["data"]
    ] == [[("capacity", 40)], [("bookings_this_month", 10)]]
