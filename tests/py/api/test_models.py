"""Models over HTTP: jobs and their places, forecasts, evaluations, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from tests.py.api.calls import Headers, bearer, make_token

SHAPE = (2, 4, 6, 8, 12, 20, 22, 18, 14, 8, 4, 2)
URL = "/api/analytics/models"


def fill(admin: psycopg.Connection[Any], vendor_id: str, months: int = 48) -> None:
    """Months of bookings up to the last, as the fold would have written them."""
    admin.execute(
        "insert into public.analytics_metrics (vendor_id, metric_name, metric_value, metric_type,"
        " time_period, aggregation_level, data_points)"
        " select %s, 'bookings', (%s::int[])[1 + i %% 12], 'count',"
        " (date_trunc('month', now() at time zone 'UTC') - make_interval(months => i + 1))"
        " at time zone 'UTC', 'monthly', 1 from generate_series(0, %s - 1) as i",
        [vendor_id, list(SHAPE), months],
    )


@pytest.fixture
def headers(owner: Headers) -> Headers:
    """Headers of an owner of the vendor: staff read models, and do not train them."""
    return owner


@pytest.fixture
def filled(admin: psycopg.Connection[Any], vendor_id: str) -> str:
    fill(admin, vendor_id)
    return vendor_id


def test_time_series_answers_without_a_worker(
    client: FlaskClient, headers: Headers, filled: str
) -> None:
    body = {"vendorId": filled, "modelType": "time_series", "target": "bookings", "name": "own"}
    answer = client.post(URL, json=body, headers=headers)
    assert answer.status_code == 202, answer.json
    job = client.get(answer.headers["Location"], headers=headers)
    assert (job.status_code, job.json["state"]) == (200, "succeeded")  # type: ignore[index]
    model_url = f"{URL}/{job.json['modelId']}"  # type: ignore[index]
    posted = client.post(
        f"{model_url}/predictions", json={"horizon": 6, "confidenceLevel": 0.95}, headers=headers
    )
    assert posted.status_code == 200
    assert posted.json is not None
    assert len(posted.json["predictions"]) == 6
    assert posted.json["predictions"][0]["month"] == datetime.now(UTC).strftime("%Y-%m")
    got = client.get(f"{model_url}/predictions?horizon=6&confidenceLevel=0.95", headers=headers)
    assert got.json == posted.json
    model = client.get(model_url, headers=headers).json
    assert model is not None
    assert [version["state"] for version in model["versions"]] == ["champion"]
    listed = client.get(f"{URL}?vendorId={filled}", headers=headers).json
    assert listed is not None
    assert [item["name"] for item in listed["models"]] == ["own"]


def test_evaluations_of_time_series_are_made_at_once(
    client: FlaskClient, headers: Headers, filled: str
) -> None:
    body = {"modelType": "time_series", "target": "bookings"}
    made = client.post(URL, json=body, headers=headers).json
    assert made is not None
    url = f"{URL}/{made['modelId']}/evaluations"
    answer = client.post(url, json={"holdoutMonths": 6}, headers=headers)
    assert answer.status_code == 201, answer.json
    month = datetime.now(UTC).strftime("%Y-%m")
    sent = client.post(url, json={"testData": [{"month": month, "value": 3}]}, headers=headers)
    assert sent.status_code == 201, sent.json
    listed = client.get(url, headers=headers).json
    assert listed is not None
    assert [item["kind"] for item in listed["evaluations"]] == ["test_data", "holdout"]


def test_other_types_wait_for_the_worker_and_invent_nothing(
    client: FlaskClient, headers: Headers, filled: str
) -> None:
    body = {
        "modelType": "ensemble",
        "target": "bookings",
        "hyperparameters": {"randomForest": {"trees": 10}},
        "validationStrategy": {"kind": "rolling_origin", "origins": 1, "horizon": 6},
        "trainingData": {"filter": {"from": "2023-01", "market": "own"}},
        "seed": 3,
    }
    made = client.post(URL, json=body, headers=headers)
    assert made.json is not None
    assert (made.status_code, made.json["state"]) == (202, "queued")
    model_url = f"{URL}/{made.json['modelId']}"
    for answer, code in (
        (client.post(f"{model_url}/predictions", json={}, headers=headers), "ZA330"),
        (client.post(f"{model_url}/evaluations", json={"holdoutMonths": 3}, headers=headers),
         "ZA330"),
        (client.post(f"{model_url}/updates", json={}, headers=headers), "ZA332"),
    ):  # fmt: skip
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == (409, code)
    cancelled = client.delete(made.headers["Location"], headers=headers)
    assert cancelled.json is not None
    assert cancelled.json["state"] == "cancelled"
    again = client.delete(made.headers["Location"], headers=headers)
    assert again.json is not None
    assert (again.status_code, again.json["code"]) == (409, "ZA331")
    updated = client.post(f"{model_url}/updates", json={"seed": 4}, headers=headers)
    assert (updated.status_code, updated.headers["Location"][: len(model_url)]) == (202, model_url)
    client.delete(updated.headers["Location"], headers=headers)


@pytest.mark.parametrize(
    ("body", "code", "pointers"),
    [
        ({"target": "bookings"}, "invalid_shape", ["/modelType"]),
        ({"modelType": "oracle", "target": "bookings"}, "invalid_shape", ["/modelType"]),
        (
            {"modelType": "random_forest", "target": "bookings", "hyperparameters": {"trees": 0}},
            "ZA180",
            ["/hyperparameters/trees"],
        ),
        (
            {"modelType": "ensemble", "target": "bookings", "features": ["month", "tomorrow"]},
            "ZA180",
            ["/features/1"],
        ),
        (
            {
                "modelType": "ensemble",
                "target": "bookings",
                "trainingData": {
                    "series": [{"month": "2026-01", "value": 1}],
                    "columns": [
                        {"name": "a", "lagMonths": 0, "availableAfterMonths": 1, "values": [1]}
                    ],
                },
            },
            "ZA181",
            ["/trainingData/columns/0"],
        ),
    ],
)
def test_what_is_wrong_is_pointed_at(
    client: FlaskClient, headers: Headers, body: dict[str, Any], code: str, pointers: list[str]
) -> None:
    answer = client.post(URL, json=body, headers=headers)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert [error["pointer"] for error in answer.json["errors"]] == pointers


def test_nobody_sees_the_models_of_another_vendor(
    client: FlaskClient, headers: Headers, filled: str, make_vendor: Callable[[], str]
) -> None:
    body = {"modelType": "time_series", "target": "bookings"}
    made = client.post(URL, json=body, headers=headers)
    assert made.json is not None
    model_url = f"{URL}/{made.json['modelId']}"
    other = bearer(make_token(make_vendor()))
    assert client.get(URL, headers=other).json == {"models": []}
    for answer in (
        client.get(model_url, headers=other),
        client.get(f"{model_url}/predictions", headers=other),
        client.get(f"{model_url}/evaluations", headers=other),
        client.post(f"{model_url}/updates", json={}, headers=other),
        client.get(made.headers["Location"], headers=other),
        client.delete(made.headers["Location"], headers=other),
    ):
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == (404, "ZA225")
    taken = client.post(URL, json=body | {"vendorId": filled}, headers=other)
    assert (taken.status_code, taken.json and taken.json["code"]) == (404, "ZA201")
