"""POST /api/analytics/wedding-insights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.insight.shapes import InsightAnswer, Recommendation, RecommendationList
from tests.py.api.calls import Headers

URL = "/api/analytics/wedding-insights"
RECOMMENDATIONS = "/api/analytics/recommendations"
FORECAST = {"analysisType": "forecast"}
BOOK = """
insert into analytics.booking_facts (
    vendor_id, booking_id, status, booked_at, wedding_on, "value", currency, change_count
)
select %s, gen_random_uuid(), 'confirmed', w.wedding_on - 100 + time '12:00', w.wedding_on,
    2000, 'EUR', 1
from unnest(%s::integer[]) with ordinality as c (booking_count, place)
cross join lateral generate_series(1, c.booking_count)
cross join lateral (
    select (
        date_trunc('month', now()) - (%s - c.place) * interval '1 month' + interval '9 days'
    )::date as wedding_on
) as w
"""


@pytest.fixture
def headers(owner: Headers) -> Headers:
    """Headers of an owner of the vendor: staff read advice, and do not decide on it."""
    return owner


@pytest.fixture
def booked(admin: psycopg.Connection[Any], vendor_id: str) -> Iterator[str]:
    """A vendor with three years of weddings, many in summer."""
    counts = [2, 4, 9, 6] * 10
    admin.execute(BOOK, [vendor_id, counts, 37])
    yield vendor_id
    admin.execute("delete from analytics.booking_facts where vendor_id = %s", [vendor_id])


def test_the_months_ahead_are_forecast(client: FlaskClient, headers: Headers, booked: str) -> None:
    answer = client.post(URL, json=FORECAST | {"forecastPeriod": 6}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    TypeAdapter(InsightAnswer).validate_python(answer.json)
    data = answer.json["data"]
    assert (data["vendorId"], data["state"]) == (booked, "ok")
    assert len(data["months"]) == 6
    assert data["busiestMonths"][0]["predictedBookings"] == max(
        month["predictedBookings"] for month in data["months"]
    )
    assert data["modelAccuracy"]["accuracy"] > 0.8
    assert answer.json["requestId"] == answer.headers["X-Request-Id"]
    assert answer.json["metadata"]["processedRecords"] == data["bookingCount"]


def test_a_forecast_is_kept_until_something_that_it_rests_on_changes(
    client: FlaskClient, headers: Headers, booked: str
) -> None:
    def ask(**more: str) -> Any:
        return client.post(URL, json=FORECAST, headers=headers | more)

    first, second = ask(), ask()
    assert (first.json["cacheHit"], second.json["cacheHit"]) == (False, True)
    assert first.json["data"] == second.json["data"]
    assert first.headers["ETag"] == second.headers["ETag"]
    assert second.headers["Cache-Status"] == "wedsync; hit; detail=process"
    assert ask(**{"If-None-Match": first.headers["ETag"]}).status_code == 304
    booking = {"bookingId": "b", "clientId": "c", "weddingDate": "2030-01-01", "value": 1}
    event = {
        "vendorId": booked,
        "eventType": "booking.confirmed",
        "timestamp": "2026-05-01T10:00:00Z",
        "id": "7d2f4c1e-0a60-4f7b-9a57-3a4f34a4b001",
        "eventData": booking | {"currency": "EUR"},
    }
    sent = client.post("/api/analytics/events", json=[event], headers=headers)
    assert sent.json["counts"]["stored"] == 1, sent.json
    third = ask(**{"If-None-Match": first.headers["ETag"]})
    assert (third.status_code, third.json["cacheHit"]) == (200, False)
    assert third.json["data"]["bookingCount"] == first.json["data"]["bookingCount"] + 1
    fresh = client.post(URL, json=FORECAST | {"realTime": True}, headers=headers)
    assert "ETag" not in fresh.headers
    assert fresh.json["data"] == third.json["data"]


def test_a_trained_model_is_held_against_the_forecast_without_it(
    client: FlaskClient, headers: Headers, booked: str
) -> None:
    before = client.post(URL, json=FORECAST, headers=headers)
    assert before.json is not None
    assert (before.json["data"]["model"], before.json["data"]["modelId"]) == (None, None)
    trained = client.post(
        "/api/analytics/models",
        json={"modelType": "time_series", "target": "weddings", "name": "by month"},
        headers=headers,
    )
    assert trained.status_code == 202, trained.json
    answer = client.post(URL, json=FORECAST, headers=headers)
    assert answer.json is not None
    TypeAdapter(InsightAnswer).validate_python(answer.json)
    assert answer.headers["ETag"] != before.headers["ETag"]
    data = answer.json["data"]
    assert trained.json is not None
    assert data["model"]["modelId"] == trained.json["modelId"]
    assert data["modelId"] == (trained.json["modelId"] if data["model"]["isUsed"] else None)
    assert (data["method"] == "trained_model") is data["model"]["isUsed"]
    assert (data["model"]["reason"] is None) is data["model"]["isUsed"]


def test_a_vendor_without_bookings_is_told_so(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    answer = client.post(URL, json=FORECAST | {"vendorId": vendor_id}, headers=headers)
    assert answer.json is not None
    TypeAdapter(InsightAnswer).validate_python(answer.json)
    assert answer.json["data"]["state"] == "no_bookings"
    assert answer.json["data"]["months"][0]["predictedBookings"] is None
    assert answer.json["data"]["busiestMonths"] == []


def test_what_if_is_answered(client: FlaskClient, headers: Headers, booked: str) -> None:
    body = FORECAST | {"whatIf": {"capacity": {"perMonth": 3}, "priceChange": 0.05}}
    answer = client.post(URL, json=body, headers=headers)
    assert answer.json is not None
    tried = answer.json["data"]["whatIf"]
    assert [item["kind"] for item in tried] == ["capacity", "priceChange"]
    assert tried[0]["bookingsLost"] > 0


@pytest.mark.parametrize(
    ("members", "status", "pointer"),
    [
        ({"forecastPeriod": 61}, 422, "/forecastPeriod"),
        ({"forecastPeriod": 0}, 422, "/forecastPeriod"),
        ({"dateBasis": "paid"}, 422, "/dateBasis"),
        ({"whatIf": {"priceChange": "5 %"}}, 422, "/whatIf/priceChange"),
        ({"whatIf": {"capacity": {}}}, 422, "/whatIf/capacity"),
        ({"vendorId": "99999999-9999-4999-8999-999999999999"}, 404, "/vendorId"),
    ],
)
def test_what_is_asked_wrongly_is_pointed_at(
    client: FlaskClient, headers: Headers, members: dict[str, Any], status: int, pointer: str
) -> None:
    answer = client.post(URL, json=FORECAST | members, headers=headers)
    assert answer.json is not None
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


@pytest.mark.parametrize("kind", ["seasonal", "benchmark", "market", "lead_time"])
def test_the_analyses_to_come_say_so(client: FlaskClient, headers: Headers, kind: str) -> None:
    answer = client.post(URL, json={"analysisType": kind}, headers=headers)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (501, "not_implemented")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    counts=st.lists(st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 60)), max_size=50),
    period=st.integers(1, 60),
    basis=st.sampled_from(["wedding", "booked"]),
)
def test_any_series_has_an_answer_that_holds_together(
    connection: psycopg.Connection[Any], counts: list[int], period: int, basis: str
) -> None:
    with connection.transaction(force_rollback=True):
        vendor_id = connection.execute("select gen_random_uuid()::text").fetchone()[0]  # type: ignore[index]
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor_id])
        connection.execute(BOOK, [vendor_id, counts, max(len(counts) - 3, 1)])
        (data,) = connection.execute(  # type: ignore[misc]
            "select analytics_api.forecast_bookings(jsonb_build_object("
            "'vendorId', %s::text, 'forecastPeriod', %s::integer, 'dateBasis', %s::text"
            ")) -> 'data'",
            [vendor_id, period, basis],
        ).fetchone()
    assert len(data["months"]) == period
    for month in data["months"]:
        predicted = month["predictedBookings"]
        if predicted is None:
            continue
        assert predicted >= month["onTheBooks"] - 0.05
        narrow, wide = month["intervals"]["80"], month["intervals"]["95"]
        assert 0 <= wide["low"] <= narrow["low"] <= predicted + 1
        assert predicted - 1 <= narrow["high"] <= wide["high"]
        assert predicted <= 3 * max([*counts, 1]) * 1.5 or predicted == month["onTheBooks"]
    if data["modelAccuracy"]:
        assert 0 <= data["modelAccuracy"]["accuracy"] <= 1
        assert data["modelAccuracy"]["expectedAccuracy"] <= data["ceiling"]["monthly"]


@pytest.fixture
def advised(admin: psycopg.Connection[Any], booked: str) -> str:
    """A vendor whose inquiries by one channel book more often than by the other."""
    admin.execute(
        """
        insert into public.analytics_aggregates (
            vendor_id, metric_name, dimension, dimension_value, currency, bucket,
            "count", "sum", sum_of_squares, "min", "max"
        )
        select %s, c.metric, 'channel', c.channel, '',
            date_trunc('day', now()) - interval '90 days', c.count, c.count, c.count, 1, 1
        from (values
            ('inquiries', 'referral', 80), ('bookings', 'referral', 60),
            ('inquiries', 'fair', 200), ('bookings', 'fair', 20)
        ) as c (metric, channel, count)
        """,
        [booked],
    )
    return booked


def test_recommendations_are_made_decided_and_followed(
    client: FlaskClient, headers: Headers, advised: str
) -> None:
    empty = client.get(RECOMMENDATIONS, headers=headers)
    assert empty.json == {"recommendations": []}
    made = client.post(RECOMMENDATIONS, json={}, headers=headers)
    assert made.status_code == 200, made.text
    assert made.json is not None
    TypeAdapter(RecommendationList).validate_python(made.json)
    (first,) = made.json["recommendations"]
    assert (first["vendorId"], first["subject"]) == (advised, "channel:referral")
    assert first["expectedEffect"]["interval95"]["low"] > 0
    assert not first["experiment"]

    url = f"{RECOMMENDATIONS}/{first['id']}"
    accepted = client.patch(url, json={"state": "accepted", "note": "yes"}, headers=headers)
    assert accepted.json is not None
    TypeAdapter(Recommendation).validate_python(accepted.json)
    assert (accepted.json["state"], accepted.json["note"]) == ("accepted", "yes")
    read = client.get(url, headers=headers)
    assert read.json == accepted.json
    again = client.patch(url, json={"state": "accepted"}, headers=headers)
    assert again.json is not None
    assert (again.status_code, again.json["code"]) == (422, "ZA188")
    listed = client.get(f"{RECOMMENDATIONS}?state=accepted&vendorId={advised}", headers=headers)
    assert listed.json is not None
    assert [item["id"] for item in listed.json["recommendations"]] == [first["id"]]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "?state=open", None, 422, "invalid_shape"),
        ("GET", "?vendorId=99999999-9999-4999-8999-999999999999", None, 404, "ZA201"),
        ("POST", "", {"state": "accepted"}, 422, "invalid_shape"),
        ("PATCH", "/99999999-9999-4999-8999-999999999999", {"state": "done"}, 404, "ZA230"),
        ("PATCH", "/99999999-9999-4999-8999-999999999999", {}, 422, "invalid_shape"),
        ("GET", "/99999999-9999-4999-8999-999999999999", None, 404, "ZA230"),
    ],
)
def test_what_is_wrong_with_a_recommendation_is_said(
    client: FlaskClient,
    headers: Headers,
    method: str,
    path: str,
    body: Any,
    status: int,
    code: str,
) -> None:
    answer = client.open(RECOMMENDATIONS + path, method=method, json=body, headers=headers)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (status, code)
