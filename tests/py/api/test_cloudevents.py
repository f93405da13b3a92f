"""CloudEvents at POST /api/analytics/events."""

from __future__ import annotations

import json
from typing import Any

from flask.testing import FlaskClient

from tests.py.api.calls import Headers

URL = "/api/analytics/events"


def cloud_event(event_id: str, **members: Any) -> dict[str, Any]:
    """A CloudEvent in structured mode, by default valid."""
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": "https://till.example/1",
        "type": "page.viewed",
        "time": "2026-05-01T10:00:00Z",
        "datacontenttype": "application/json",
        "data": {"path": "/"},
    } | members


def test_one_cloud_event(client: FlaskClient, headers: Headers) -> None:
    sent = json.dumps(cloud_event("e-1"))
    kind = "application/cloudevents+json; charset=utf-8"
    first = client.post(URL, data=sent, headers=headers, content_type=kind)
    assert first.status_code == 200
    assert first.json is not None
    assert first.json["verdicts"][0]["status"] == "stored"
    second = client.post(URL, data=sent, headers=headers, content_type=kind)
    assert second.json is not None
    assert second.json["verdicts"][0]["status"] == "duplicate"


def test_a_batch_of_cloud_events(client: FlaskClient, headers: Headers) -> None:
    sent = json.dumps([cloud_event("e-1"), cloud_event("e-2", data_base64="AAEC"), {}])
    answer = client.post(
        URL, data=sent, headers=headers, content_type="application/cloudevents-batch+json"
    )
    assert answer.status_code == 207
    assert answer.json is not None
    assert answer.json["counts"] == {"received": 3, "stored": 1, "duplicate": 0, "rejected": 2}


def test_the_type_says_whether_it_is_a_batch(client: FlaskClient, headers: Headers) -> None:
    answer = client.post(
        URL, data=b"[]", headers=headers, content_type="application/cloudevents+json"
    )
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["code"] == "ZA100"
