"""Aggregates, metrics and booking facts equal a recount, whatever comes in whatever order.

The recount here is written anew in Python from the events that were acknowledged, so that it shares
nothing with the SQL that the product compiles.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

ZONES = (
    "UTC",
    "Asia/Kathmandu",  # +05:45
    "Asia/Kolkata",  # +05:30
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/New_York",
    "Europe/Lisbon",
)
# Around the changes of the clocks of 2026 in these zones, and anywhere.
INSTANTS = st.one_of(
    st.integers(0, 60 * 30).map(
        lambda m: datetime(2026, 3, 28, 12, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 60 * 30).map(
        lambda m: datetime(2026, 4, 4, 12, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 60 * 30).map(
        lambda m: datetime(2026, 3, 7, 20, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 60 * 24 * 90).map(
        lambda m: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=m)
    ),
)
AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=2)
CURRENCIES = st.sampled_from([None, "EUR", "USD"])
BOOKINGS = st.sampled_from(["b1", "b2", "b3"])
STYLES = st.sampled_from([None, "boho", "classic"])


def payment(amount: Decimal, currency: str | None) -> tuple[str, dict[str, Any]]:
    """Type and data of a payment."""
    data: dict[str, Any] = {"paymentId": "p", "amount": str(amount), "method": "card"}
    return "payment.received", data | ({"currency": currency} if currency else {})


def confirmation(booking: str, amount: Decimal, style: str | None) -> tuple[str, dict[str, Any]]:
    """Type and data of a confirmed booking."""
    data: dict[str, Any] = {"bookingId": booking, "weddingDate": "2027-05-01", "value": str(amount)}
    return "booking.confirmed", data | ({"style": style} if style else {})


def change(booking: str, amount: Decimal) -> tuple[str, dict[str, Any]]:
    """Type and data of a changed booking."""
    return "booking.changed", {"bookingId": booking, "value": str(amount)}


CONTENTS = st.one_of(
    st.builds(payment, AMOUNTS, CURRENCIES),
    st.builds(confirmation, BOOKINGS, AMOUNTS, STYLES),
    st.builds(change, BOOKINGS, AMOUNTS),
    BOOKINGS.map(lambda b: ("booking.cancelled", {"bookingId": b})),
    st.just(("page.viewed", {"path": "/"})),
)
STAGE = {"booking.confirmed": 1, "booking.changed": 2, "booking.cancelled": 3}


class Pipeline(RuleBasedStateMachine):
    """A vendor whose events come, come again, change and go, while the fold runs now and then."""

    dsn: ClassVar[str]

    @initialize(zone=st.sampled_from(ZONES))
    def open_vendor(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.vendor_id = str(uuid.uuid4())
        self.events: dict[tuple[str, datetime, str], dict[str, Any]] = {}
        self.deleted: dict[tuple[str, datetime, str], dict[str, Any]] = {}
        self.connection = psycopg.connect(self.dsn, autocommit=True)
        self.connection.execute(
            "select analytics_api.register_vendors(array[%s::uuid], %s)",
            [self.vendor_id, json.dumps({"timeZone": zone, "currency": "NPR"})],
        )

    def teardown(self) -> None:
        if hasattr(self, "connection"):
            for statement in (
                "delete from public.analytics_events where vendor_id = %s",
                "select analytics.fold_vendor(%s)",
                "delete from public.user_profiles where id = %s",
            ):
                self.connection.execute(statement, [self.vendor_id])
            self.connection.close()

    def send(self, events: list[dict[str, Any]]) -> dict[str, int]:
        row = self.connection.execute(
            "select analytics_api.ingest_events(%s) -> 'counts'", [json.dumps(events)]
        ).fetchone()
        assert row is not None
        return dict(row[0])

    def as_json(self, key: tuple[str, datetime, str]) -> dict[str, Any]:
        return self.identity(key) | {"eventData": (self.events | self.deleted)[key]}

    def identity(self, key: tuple[str, datetime, str]) -> dict[str, Any]:
        event_type, at, event_id = key
        return {
            "id": event_id,
            "vendorId": self.vendor_id,
            "eventType": event_type,
            "timestamp": at.isoformat(),
        }

    def change(self, function: str, *arguments: Any) -> str:
        row = self.connection.execute(
            f"select analytics_api.{function} ->> 'status'", [json.dumps(a) for a in arguments]
        ).fetchone()
        assert row is not None
        return str(row[0])

    @rule(contents=st.lists(st.tuples(CONTENTS, INSTANTS), min_size=1, max_size=8))
    def ingest(self, contents: list[tuple[tuple[str, dict[str, Any]], datetime]]) -> None:
        keys = []
        for (event_type, data), at in contents:
            key = (event_type, at, str(uuid.uuid4()))
            self.events[key] = data
            keys.append(key)
        assert self.send([self.as_json(k) for k in keys])["stored"] == len(keys)

    @rule(data=st.data())
    def replay(self, data: st.DataObject) -> None:
        if self.events:
            keys = data.draw(st.lists(st.sampled_from(sorted(self.events)), max_size=5))
            counts = self.send([self.as_json(k) for k in keys])
            assert counts["duplicate"] == len(keys)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if self.events:
            event_type, at, event_id = data.draw(st.sampled_from(sorted(self.events)))
            del self.events[(event_type, at, event_id)]
            self.connection.execute(
                "delete from public.analytics_events where vendor_id = %s and event_type = %s"
                ' and "timestamp" = %s and id = %s',
                [self.vendor_id, event_type, at, event_id],
            )

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        if self.events:
            key = data.draw(st.sampled_from(sorted(self.events)))
            original = self.as_json(key)
            new = data.draw(CONTENTS.filter(lambda content: content[0] == key[0]))[1]
            status = self.change("correct_event(%s, %s)", self.identity(key), new)
            assert status == ("unchanged" if new == self.events[key] else "corrected")
            self.events[key] = new
            # The sender may repeat what it said first: the correction stands.
            assert self.send([original])["duplicate"] == 1

    @rule(data=st.data())
    def delete_for_good(self, data: st.DataObject) -> None:
        if self.events:
            key = data.draw(st.sampled_from(sorted(self.events)))
            assert self.change("delete_event(%s)", self.identity(key)) == "deleted"
            self.deleted[key] = self.events.pop(key)

    @rule(data=st.data())
    def replay_what_was_deleted(self, data: st.DataObject) -> None:
        if self.deleted:
            keys = data.draw(st.lists(st.sampled_from(sorted(self.deleted)), max_size=5))
            assert self.send([self.as_json(k) for k in keys])["duplicate"] == len(keys)

    @rule()
    def fold(self) -> None:
        self.connection.execute("select analytics.fold_vendor(%s)", [self.vendor_id])

    @rule()
    def rebuild(self) -> None:
        self.connection.execute("select analytics_api.rebuild_rollups(%s)", [self.vendor_id])

    def local_day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    @invariant()
    def daily_revenue_is_exact(self) -> None:
        expected: dict[tuple[date, str], list[Decimal]] = defaultdict(list)
        for (event_type, at, _), data in self.events.items():
            if event_type == "payment.received":
                key = (self.local_day(at), data.get("currency", "NPR"))
                expected[key].append(Decimal(data["amount"]))
        for dimension in ("", "method"):
            rows = self.connection.execute(
                "select (bucket at time zone %s)::date, currency, sum(count), sum(sum)"
                " from analytics.current_aggregates where vendor_id = %s"
                " and metric_name = 'revenue' and dimension = %s"
                " group by 1, 2 having sum(count) <> 0",
                [str(self.zone), self.vendor_id, dimension],
            ).fetchall()
            assert {(r[0], r[1]): (r[2], r[3]) for r in rows} == {
                k: (len(v), sum(v)) for k, v in expected.items()
            }

    @invariant()
    def hours_are_the_vendors(self) -> None:
        expected: dict[datetime, int] = defaultdict(int)
        for (event_type, at, _), _data in self.events.items():
            if event_type == "page.viewed":
                local = at.astimezone(self.zone)
                expected[at - timedelta(minutes=local.minute, seconds=local.second)] += 1
        rows = self.connection.execute(
            "select bucket, sum(count) from analytics.current_aggregates where vendor_id = %s"
            " and metric_name = 'page_views' and dimension = '' group by 1 having sum(count) <> 0",
            [self.vendor_id],
        ).fetchall()
        assert dict(rows) == expected

    @invariant()
    def bookings_are_exact(self) -> None:
        merged: dict[str, dict[str, Any]] = {}
        for event_type, at, event_id in sorted(
            self.events, key=lambda k: (k[1], STAGE.get(k[0], 0), uuid.UUID(k[2]))
        ):
            data = self.events[(event_type, at, event_id)]
            if "bookingId" not in data:
                continue
            state = merged.setdefault(
                data["bookingId"], {"status": None, "value": None, "style": None, "booked": None}
            )
            state["value"] = Decimal(data["value"]) if "value" in data else state["value"]
            state["style"] = data.get("style", state["style"])
            if event_type == "booking.confirmed":
                state["status"] = "confirmed"
                state["booked"] = state["booked"] or at
            elif event_type == "booking.cancelled":
                state["status"] = "cancelled"
        rows = self.connection.execute(
            "select booking_id, status, value, style, booked_at, lead_days"
            " from analytics.current_bookings where vendor_id = %s",
            [self.vendor_id],
        ).fetchall()
        assert {r[0]: tuple(r[1:]) for r in rows} == {
            booking: (
                s["status"],
                s["value"],
                s["style"],
                s["booked"],
                (date(2027, 5, 1) - self.local_day(s["booked"])).days if s["booked"] else None,
            )
            for booking, s in merged.items()
        }

    @invariant()
    def the_product_finds_no_difference(self) -> None:
        row = self.connection.execute(
            "select analytics_api.verify_rollups(%s) -> 'differences'", [self.vendor_id]
        ).fetchone()
        assert row is not None
        assert row[0] == []


@pytest.fixture
def pipeline(dsn: str) -> type[Pipeline]:
    """The state machine, pointed at the test database with room for the times it uses."""
    Pipeline.dsn = dsn
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
    return Pipeline


def test_rollups_and_facts_are_exact_at_every_commit(pipeline: type[Pipeline]) -> None:
    run_state_machine_as_test(
        pipeline,
        settings=settings(
            max_examples=40,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
