"""POST /api/analytics/hooks/{source}, with the shapes that providers send."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient
from psycopg.types.json import Jsonb

EXAMPLES = Path(__file__).parents[3] / "examples/hooks"
SECRET = "a secret of the tests"
Register = Callable[[str, str], str]


@pytest.fixture
def register(admin: psycopg.Connection[Any], vendor_id: str) -> Iterator[Register]:
    """Register a map of the examples and a source for it; returns the address of the source."""
    made: list[str] = []

    def register(map_name: str, like: str) -> str:
        made.append(map_name)
        admin.execute(
            "select analytics_api.register_hook_map(%s)",
            [Jsonb({"name": map_name, "sql": (EXAMPLES / f"{map_name}.sql").read_text()})],
        )
        row = admin.execute(
            "select analytics_api.register_hook_source(%s)",
            [
                Jsonb(
                    {
                        "source": f"tests-{map_name}",
                        "vendorId": vendor_id,
                        "map": map_name,
                        "signature": {"like": like},
                        "secret": SECRET,
                    }
                )
            ],
        ).fetchone()
        assert row is not None
        return str(row[0]["path"])

    yield register
    admin.execute("delete from public.analytics_rejected_events where vendor_id = %s", [vendor_id])
    admin.execute("delete from analytics.hook_maps where map_name = any(%s)", [made])


def recorded(name: str) -> bytes:
    return (EXAMPLES / f"{name}.json").read_bytes()


def sign_stripe(body: bytes, at: int | None = None) -> dict[str, str]:
    signed_at = str(at or int(time.time())).encode()
    signature = hmac.new(SECRET.encode(), signed_at + b"." + body, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={signed_at.decode()},v1={signature}"}


def sign_typeform(body: bytes) -> dict[str, str]:
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    return {"Typeform-Signature": f"sha256={base64.b64encode(signature).decode()}"}


def post(client: FlaskClient, path: str, body: bytes, headers: dict[str, str]) -> Any:
    return client.post(path, data=body, headers=headers, content_type="application/json")


def stored(admin: psycopg.Connection[Any], vendor_id: str) -> list[tuple[Any, ...]]:
    return admin.execute(
        "select event_type, \"timestamp\" at time zone 'UTC', event_data"
        " from public.analytics_events where vendor_id = %s order by 2",
        [vendor_id],
    ).fetchall()


def test_payments_of_a_provider(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str, register: Register
) -> None:
    path = register("stripe", "stripe")
    for name in ("stripe-payment-intent-succeeded", "stripe-charge-refunded"):
        body = recorded(name)
        answer = post(client, path, body, sign_stripe(body))
        assert (answer.status_code, answer.json["counts"]["stored"]) == (200, 1)
    (paid, paid_at, payment), (refunded, refunded_at, refund) = stored(admin, vendor_id)
    assert (paid, str(paid_at)) == ("payment.received", "2026-05-01 10:00:00")
    assert payment == {
        "paymentId": "pi_3QxT4vBoho0Barn1aXy7Qw9e",
        "bookingId": "bk-311",
        "clientId": "cus_R4wEdd1ng",
        "amount": "960",
        "currency": "EUR",
        "method": "card",
        "purpose": "deposit",
        "description": "Deposit, wedding of 19 June 2027",
    }
    assert (refunded, str(refunded_at)) == ("payment.refunded", "2026-05-08 10:00:00")
    # 360 in all, 160 of them told before.
    assert (refund["amount"], refund["paymentId"]) == ("200", "pi_3QxT4vBoho0Barn1aXy7Qw9e")


@pytest.mark.parametrize(
    ("currency", "minor_units", "amount"), [("jpy", 96000, "96000"), ("kwd", 96500, "96.5")]
)
def test_not_every_currency_has_cents(
    client: FlaskClient,
    admin: psycopg.Connection[Any],
    vendor_id: str,
    register: Register,
    currency: str,
    minor_units: int,
    amount: str,
) -> None:
    payload = json.loads(recorded("stripe-payment-intent-succeeded"))
    payload["data"]["object"] |= {"currency": currency, "amount_received": minor_units}
    body = json.dumps(payload).encode()
    post(client, register("stripe", "stripe"), body, sign_stripe(body))
    assert stored(admin, vendor_id)[0][2]["amount"] == amount


def test_other_events_of_the_provider_are_no_events_here(
    client: FlaskClient, register: Register
) -> None:
    body = b'{"id": "evt_1", "type": "customer.created", "data": {"object": {}}}'
    answer = post(client, register("stripe", "stripe"), body, sign_stripe(body))
    assert answer.status_code == 200
    assert answer.json["counts"] == {"received": 0, "stored": 0, "duplicate": 0, "rejected": 0}


def test_a_delivery_counts_once_however_often_it_comes(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str, register: Register
) -> None:
    path = register("stripe", "stripe")
    body = recorded("stripe-payment-intent-succeeded")
    first = post(client, path, body, sign_stripe(body))
    # The provider counts its tries in the body.
    again = body.replace(b'"pending_webhooks": 1', b'"pending_webhooks": 2')
    assert again != body
    second = post(client, path, again, sign_stripe(again))
    assert (second.status_code, second.json) == (200, first.json)
    assert len(stored(admin, vendor_id)) == 1


def test_a_delivery_that_comes_twice_at_once_counts_once(
    dsn: str, admin: psycopg.Connection[Any], vendor_id: str, register: Register
) -> None:
    register("stripe", "stripe")
    body = recorded("stripe-payment-intent-succeeded")
    headers = {name.lower(): value for name, value in sign_stripe(body).items()}
    query = "select body from analytics_api.receive_hook('tests-stripe', %s, %s)"
    answers: list[Any] = []

    def deliver_too() -> None:
        with psycopg.connect(dsn, autocommit=True) as second:
            answers.append(second.execute(query, [Jsonb(headers), body.decode()]).fetchone())

    with psycopg.connect(dsn) as first:
        answer = first.execute(query, [Jsonb(headers), body.decode()]).fetchone()
        thread = threading.Thread(target=deliver_too)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        first.commit()
        thread.join()
    assert answers == [answer]
    assert len(stored(admin, vendor_id)) == 1


def test_answers_of_a_form(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str, register: Register
) -> None:
    body = recorded("typeform-form-response")
    answer = post(client, register("typeform", "typeform"), body, sign_typeform(body))
    assert (answer.status_code, answer.json["deliveryId"]) == (200, "01JT8XK2W6Z7E4M9F0BOHO2027")
    ((event_type, at, inquiry),) = stored(admin, vendor_id)
    assert (event_type, str(at)) == ("inquiry.received", "2026-05-01 10:00:00")
    assert inquiry == {
        "inquiryId": "a3a12ec67a1365927098a606107fac15",
        "weddingDate": "2027-06-19",
        "style": "boho",
        "venueType": "barn",
        "guestCount": 90,
        "budget": "3500",
        "channel": "instagram",
    }


def test_calls_of_segment(
    client: FlaskClient, admin: psycopg.Connection[Any], vendor_id: str, register: Register
) -> None:
    path = register("segment", "token")
    headers = {"Authorization": f"Bearer {SECRET}"}
    answer = post(client, path, recorded("segment-track"), headers)
    assert (answer.status_code, answer.json["counts"]["stored"]) == (200, 1)
    answer = post(client, path, recorded("segment-batch"), headers)
    assert answer.status_code == 202
    assert answer.json["counts"] == {"received": 3, "stored": 2, "duplicate": 0, "rejected": 1}
    assert [event[0] for event in stored(admin, vendor_id)] == [
        "booking.confirmed",
        "page.viewed",
        "payment.received",
    ]
    row = admin.execute(
        "select reasons #>> '{0,keyword}', door from public.analytics_rejected_events"
        " where vendor_id = %s",
        [vendor_id],
    ).fetchone()
    assert row == ("eventType", "hook")


def test_a_signature_that_is_not_good_is_a_problem(client: FlaskClient, register: Register) -> None:
    path = register("stripe", "stripe")
    body = recorded("stripe-payment-intent-succeeded")
    old = sign_stripe(body, at=int(time.time()) - 3600)
    for sent, headers, code in (
        (body, {}, "bad_signature"),
        (body + b" ", sign_stripe(body), "bad_signature"),
        (body, old, "stale_delivery"),
    ):
        answer = post(client, path, sent, headers)
        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"
        assert answer.json["code"] == code
        assert answer.json["requestId"] == answer.headers["X-Request-Id"]
        assert answer.headers["WWW-Authenticate"] == "Signature"


def test_a_source_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    answer = post(client, "/api/analytics/hooks/nobody", b"{}", {})
    assert answer.status_code == 404
    assert answer.json["code"] == "ZA220"


def test_the_body_has_to_be_json(client: FlaskClient) -> None:
    answer = client.post("/api/analytics/hooks/nobody", data=b"a=1")
    assert answer.status_code == 415
