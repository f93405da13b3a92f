"""Events are corrected and deleted over HTTP, by owners of their vendor alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import psycopg
from flask.testing import FlaskClient

from tests.py.api.calls import Headers, bearer, make_token

CORRECTIONS = "/api/analytics/events/corrections"
DELETIONS = "/api/analytics/events/deletions"
NIL = "00000000-0000-0000-0000-000000000000"
MAY = {"from": "2026-05-01", "to": "2026-06-01"}


def owner_of(*vendor_ids: str) -> Headers:
    """Headers of a caller whose token says that the vendors are theirs."""
    return bearer(make_token(app_metadata={"vendor_ids": list(vendor_ids), "vendor_role": "owner"}))


def payment(amount: str) -> dict[str, Any]:
    """Identity and data of a payment."""
    return {
        "id": str(uuid.uuid4()),
        "eventType": "payment.received",
        "timestamp": "2026-05-01T10:00:00Z",
        "eventData": {"paymentId": "p", "amount": amount},
    }


def send(client: FlaskClient, headers: Headers, event: dict[str, Any]) -> str:
    answer = client.post("/api/analytics/events", json=event, headers=headers)
    assert answer.json is not None
    return str(answer.json["verdicts"][0]["status"])


def revenue(client: FlaskClient, headers: Headers) -> Any:
    answer = client.post(
        "/api/analytics/metrics", json={"metrics": ["revenue"], "timeframe": MAY}, headers=headers
    )
    assert answer.json is not None
    return answer.json["data"][0]["rows"][0]["value"]


def test_a_correction_changes_the_numbers_and_a_replay_does_not(
    client: FlaskClient, owner: Headers
) -> None:
    event = payment("900")
    assert send(client, owner, event) == "stored"
    correction = event | {"eventData": {"paymentId": "p", "amount": "90"}, "reason": "typo"}
    answer = client.post(CORRECTIONS, json=correction, headers=owner)
    assert (answer.status_code, answer.json["status"]) == (200, "corrected")  # type: ignore[index]
    assert revenue(client, owner) == 90
    assert send(client, owner, event) == "duplicate"
    assert revenue(client, owner) == 90


def test_a_deletion_takes_an_event_back_for_good(client: FlaskClient, owner: Headers) -> None:
    event = payment("900")
    send(client, owner, event)
    for status in ("deleted", "already_deleted"):
        answer = client.post(DELETIONS, json=event, headers=owner)
        assert answer.json is not None
        assert (answer.status_code, answer.json["status"]) == (200, status)
    assert send(client, owner, event) == "duplicate"
    assert revenue(client, owner) == 0


def test_refusals_are_problems_and_change_nothing(
    client: FlaskClient, vendor_id: str, headers: Headers, owner: Headers
) -> None:
    event = payment("900")
    send(client, owner, event)
    invalid = event | {"eventData": {"amount": -1}}
    refused = client.post(CORRECTIONS, json=invalid, headers=owner)
    assert refused.json is not None
    assert (refused.status_code, refused.json["code"]) == (422, "ZA176")
    assert {e["pointer"] for e in refused.json["errors"]} >= {"/eventData/amount"}
    for path, body, who, expected in (
        (CORRECTIONS, event, headers, (403, "ZA403")),
        (DELETIONS, event, headers, (403, "ZA403")),
        (DELETIONS, event, owner_of(str(uuid.uuid4())), (422, "ZA127")),
        (DELETIONS, event | {"vendorId": vendor_id}, owner_of(str(uuid.uuid4())), (404, "ZA201")),
        (DELETIONS, payment("1"), owner, (404, "ZA215")),
        (DELETIONS, {}, owner, (422, "invalid_shape")),
        (DELETIONS, {"id": NIL, "eventType": "x"}, owner, (422, "ZA175")),
        (CORRECTIONS, [], owner, (422, "invalid_shape")),
    ):
        answer = client.post(path, json=body, headers=who)
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == expected
    answer = client.post(CORRECTIONS, data="{", headers=owner, content_type="application/json")
    assert answer.status_code == 400
    assert revenue(client, owner) == 900


def test_who_corrected_what_is_on_record_with_the_request(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str, owner: Headers
) -> None:
    event = payment("900")
    send(client, owner, event)
    answer = client.post(DELETIONS, json=event | {"reason": "test"}, headers=owner)
    row = admin.execute(
        "select action, reason, request_id, data_before ->> 'amount'"
        " from analytics.event_corrections where vendor_id = %s",
        [vendor_id],
    ).fetchone()
    assert row == ("deleted", "test", answer.headers["X-Request-Id"], "900")


def test_a_token_speaks_for_its_own_vendors_only(
    client: FlaskClient, make_vendor: Callable[[], str], vendor_id: str
) -> None:
    other = make_vendor()
    event = payment("5") | {"vendorId": vendor_id}
    send(client, owner_of(vendor_id), event)
    answer = client.post(DELETIONS, json=event, headers=owner_of(other))
    assert answer.status_code == 404
