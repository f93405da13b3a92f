"""An answer from rollups is the answer that a recount of the events gives, whatever is asked.

Each example makes one or two vendors with random events, some of them folded, some pending, some
taken back, and asks random questions: once as the product chooses, once with ``source: raw``. A
recount in Python, which shares nothing with the SQL, holds the raw answers to account.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Json = dict[str, Any]
ZONES = (
    "UTC",
    "Asia/Kathmandu",  # +05:45
    "Asia/Kolkata",  # +05:30
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/New_York",
    "Europe/Lisbon",
)
NOW = "2026-05-20T10:20:00Z"
# Anywhere in four months, and around the changes of the clocks of 2026 in these zones.
INSTANTS = st.one_of(
    st.integers(0, 60 * 24 * 120).map(
        lambda m: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 60 * 30).map(
        lambda m: datetime(2026, 3, 28, 12, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 60 * 30).map(
        lambda m: datetime(2026, 4, 4, 12, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 60 * 30).map(
        lambda m: datetime(2026, 3, 7, 20, tzinfo=UTC) + timedelta(minutes=m)
    ),
)
AMOUNTS = st.decimals(min_value=0, max_value=1_000, places=2).map(str)


def optional(values: list[str]) -> st.SearchStrategy[str | None]:
    """One of the values, or nothing."""
    return st.sampled_from([None, *values])


def data(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """Event data in which fields without a value are missing."""
    return st.fixed_dictionaries(fields).map(
        lambda d: {k: v for k, v in d.items() if v is not None}
    )


CURRENCY = optional(["EUR", "USD"])
METHOD = optional(["card", "cash"])
STYLE = optional(["boho", "classic", "other"])
CHANNEL = optional(["email", "sms"])
EVENTS = st.one_of(
    st.tuples(
        st.sampled_from(["payment.received", "payment.received", "payment.refunded"]),
        data(paymentId=st.just("p"), amount=AMOUNTS, currency=CURRENCY, method=METHOD),
    ),
    st.tuples(
        st.just("booking.confirmed"),
        data(
            bookingId=st.sampled_from(["b1", "b2", "b3", "b4"]),
            weddingDate=st.just("2026-09-05"),
            value=st.one_of(st.none(), AMOUNTS),
            currency=CURRENCY,
            style=STYLE,
            channel=CHANNEL,
        ),
    ),
    st.tuples(
        st.just("inquiry.received"), data(inquiryId=st.just("q"), style=STYLE, channel=CHANNEL)
    ),
    st.tuples(
        st.just("message.sent"),
        data(
            direction=st.sampled_from(["inbound", "outbound"]),
            channel=CHANNEL,
            responseMinutes=st.one_of(st.none(), st.integers(0, 90)),
        ),
    ),
)
VENDOR = st.tuples(st.sampled_from(ZONES), st.sampled_from(["EUR", "NPR"]), st.sampled_from([1, 7]))

# Metrics that may be asked for together, with the fields that all of them have.
FAMILIES: list[tuple[list[str], dict[str, list[str]]]] = [
    (
        ["revenue", "refunds", "net_revenue"],
        {"method": ["card", "cash"], "currency": ["EUR", "USD", "NPR"]},
    ),
    (
        ["bookings", "booking_value", "inquiries", "inquiry_conversion"],
        {
            "style": ["boho", "classic", "other"],
            "channel": ["email", "sms"],
            "currency": ["EUR", "NPR"],
        },
    ),
    (["messages", "response_minutes"], {"direction": ["inbound"], "channel": ["email", "sms"]}),
    (["collected_share"], {}),
]
VALUES = ["sum", "count", "average", "min", "max", "stddev", "median", "p90"]
AGGREGATIONS: dict[str, list[str]] = {
    "revenue": [*VALUES, "rate"],
    "refunds": VALUES,
    "booking_value": VALUES,
    "response_minutes": VALUES,
    "net_revenue": ["sum", "rate"],
    "bookings": ["count", "sum", "rate"],
}


@st.composite
def timeframes(draw: st.DrawFn) -> Any:
    """A named range, local days, local times, or moments that begin no hour."""
    kind = draw(st.sampled_from(["range", "day", "day", "time", "moment"]))
    if kind == "range":
        return draw(
            st.sampled_from(
                [
                    "last_90_days",
                    "last_12_months",
                    "this_month",
                    "last_month",
                    "this_week",
                    "all_time",
                    "month_to_date",
                    "year_to_date",
                    "last_7_days",
                    "this_quarter",
                    "yesterday",
                ]
            )
        )
    start = date(2026, 2, 1) + timedelta(days=draw(st.integers(0, 100)))
    end = start + timedelta(days=draw(st.integers(1, 60)))
    clock = {"day": "", "time": "T01:30:00", "moment": "T15:00:00Z"}[kind]
    return {"from": f"{start}{clock}", "to": f"{end}{clock}"}


def conditions(fields: dict[str, list[str]]) -> st.SearchStrategy[Json]:
    """A filter on one of the fields."""

    def of(field: str) -> st.SearchStrategy[Json]:
        one = st.sampled_from([*fields[field], "absent"])
        many = st.lists(one, min_size=1, max_size=2)
        return st.one_of(
            one.map(lambda v: {field: v}),
            many.map(lambda v: {field: v}),
            one.map(lambda v: {"field": field, "op": "ne", "value": v}),
            many.map(lambda v: {"field": field, "op": "not_in", "value": v}),
            one.map(lambda v: {"field": field, "op": "contains", "value": v[1:3].upper()}),
            st.sampled_from(["exists", "missing"]).map(lambda op: {"field": field, "op": op}),
            one.map(lambda v: {"not": {field: v}}),
        )

    leaf = st.sampled_from(sorted(fields)).flatmap(of)
    return st.one_of(
        leaf,
        leaf,
        st.lists(leaf, min_size=1, max_size=3).flatmap(
            lambda leaves: st.sampled_from(["and", "or"]).map(lambda k: {k: leaves})
        ),
    )


@st.composite
def requests(draw: st.DrawFn) -> Json:
    """A valid request."""
    metrics, fields = draw(st.sampled_from(FAMILIES))
    asked = []
    for metric in draw(st.lists(st.sampled_from(metrics), min_size=1, max_size=2, unique=True)):
        item = {"metric": metric}
        if metric in AGGREGATIONS and draw(st.booleans()):
            item["aggregation"] = draw(st.sampled_from(AGGREGATIONS[metric]))
        asked.append(item)
    groups = draw(
        st.lists(
            st.sampled_from([*fields, "vendor", "weekday", "monthOfYear"]), max_size=2, unique=True
        )
    )
    grain = draw(st.sampled_from([None, "hour", "day", "week", "month", "quarter", "year"]))
    request: Json = {"metrics": asked, "timeframe": draw(timeframes())}
    if request["timeframe"] in ("last_12_months", "year_to_date", "all_time") and grain == "hour":
        grain = "day"
    request["groupBy"] = [*([grain] if grain else []), *groups]
    if fields and draw(st.booleans()):
        request["filters"] = draw(conditions(fields))
    if request["timeframe"] != "all_time" and draw(st.booleans()):
        request["compareWith"] = draw(
            st.sampled_from(
                [
                    "previous_period",
                    "previous_year",
                    "same_weekday_last_year",
                    {"from": "2026-02-10", "to": "2026-04-10"},
                ]
            )
        )
    if any(g in fields or g == "vendor" for g in groups) and draw(st.booleans()):
        request["top"] = {"limit": draw(st.integers(1, 2))}
    return request


class Vendors:
    """Vendors of an example, with the events that were stored and not taken back."""

    def __init__(
        self, connection: psycopg.Connection[Any], vendors: list[tuple[str, str, int]]
    ) -> None:
        self.connection = connection
        self.vendors = {str(uuid.uuid4()): v for v in vendors}
        self.events: dict[str, tuple[str, str, datetime, Json]] = {}
        for vendor_id, (zone, currency, week_start) in self.vendors.items():
            connection.execute(
                "select analytics_api.register_vendors(array[%s::uuid], %s)",
                [
                    vendor_id,
                    json.dumps(
                        {"timeZone": zone, "currency": currency, "weekStartDay": week_start}
                    ),
                ],
            )

    def send(self, events: list[tuple[tuple[str, Json], datetime]]) -> None:
        """Ingest the events, in turn for each vendor."""
        batch = []
        for number, ((event_type, event_data), at) in enumerate(events):
            vendor_id = list(self.vendors)[number % len(self.vendors)]
            event_id = str(uuid.uuid4())
            self.events[event_id] = (vendor_id, event_type, at, event_data)
            batch.append(
                {
                    "id": event_id,
                    "vendorId": vendor_id,
                    "eventType": event_type,
                    "timestamp": at.isoformat(),
                    "eventData": event_data,
                }
            )
        row = self.connection.execute(
            "select analytics_api.ingest_events(%s) #> '{counts,stored}'", [json.dumps(batch)]
        ).fetchone()
        assert row == (len(batch),)

    def fold(self) -> None:
        """Fold what is pending."""
        for vendor_id in self.vendors:
            self.connection.execute("select analytics.fold_vendor(%s)", [vendor_id])

    def take_back(self, share: int) -> None:
        """Delete one event of so many."""
        for event_id in list(self.events)[::share]:
            vendor_id, event_type, at, _ = self.events.pop(event_id)
            self.connection.execute(
                "delete from public.analytics_events where vendor_id = %s and event_type = %s"
                ' and "timestamp" = %s and id = %s',
                [vendor_id, event_type, at, event_id],
            )

    def ask(self, request: Json) -> Json:
        """The answer to a request about these vendors."""
        row = self.connection.execute(
            "select analytics_api.calculate_metrics(%s)",
            [json.dumps({"vendorId": list(self.vendors)} | request)],
        ).fetchone()
        assert row is not None
        return dict(row[0])

    def recount(self, request_days: int) -> dict[tuple[str, str], tuple[Decimal, int]]:
        """Revenue and payments by local day and currency of the last days, from what was sent."""
        found: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        now = datetime.fromisoformat(NOW)
        for vendor_id, event_type, at, event_data in self.events.values():
            zone, currency, _ = self.vendors[vendor_id]
            day = at.astimezone(ZoneInfo(zone)).date()
            age = (now.astimezone(ZoneInfo(zone)).date() - day).days
            if event_type == "payment.received" and 0 <= age < request_days:
                found[(str(day), event_data.get("currency", currency))].append(
                    Decimal(event_data["amount"])
                )
        return {key: (sum(amounts, Decimal()), len(amounts)) for key, amounts in found.items()}


@pytest.fixture(scope="module")
def database(dsn: str) -> Any:
    """A connection to the test database with room for the times that are used."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2025-01-01', '2026-12-31')")
        connection.execute("select set_config('analytics.now', %s, false)", [NOW])
        yield connection


def values_of(answer: Json) -> list[Json]:
    """What an answer says, without where it was read."""
    return [
        {k: item[k] for k in ("metric", "aggregation", "unit", "rows", "totals")}
        for item in answer["data"]
    ]


def check_shape(request: Json, answer: Json) -> None:
    """Rows are in order, whole, and a null has its reason."""
    for item in answer["data"]:
        times = [row["time"] for row in item["rows"] if "time" in row]
        assert times == sorted(times)
        keys = [
            (r.get("time"), json.dumps(r.get("group")), r.get("currency"), r.get("isOther"))
            for r in item["rows"]
        ]
        assert len(keys) == len(set(keys))
        for row in [*item["rows"], *item["totals"]]:
            assert (row["value"] is None) == ("reason" in row)
            if "compareWith" in request:
                comparison = row["comparison"]
                assert (comparison["changeShare"] is None) == ("reason" in comparison)
        if item["unit"] in ("money", "count") and item["aggregation"] in ("sum", "count"):
            added: Counter[Any] = Counter()
            for row in item["rows"]:
                added[row.get("currency")] += Decimal(str(row["value"] or 0))
            for total in item["totals"]:
                assert added[total.get("currency")] == Decimal(str(total["value"] or 0))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    vendors=st.lists(VENDOR, min_size=1, max_size=2),
    first=st.lists(st.tuples(EVENTS, INSTANTS), min_size=1, max_size=30),
    second=st.lists(st.tuples(EVENTS, INSTANTS), max_size=10),
    share=st.integers(2, 6),
    is_folded=st.booleans(),
    asked=st.lists(requests(), min_size=20, max_size=20),
)
def test_rollups_answer_as_the_events_do(
    database: psycopg.Connection[Any],
    vendors: list[tuple[str, str, int]],
    first: list[tuple[tuple[str, Json], datetime]],
    second: list[tuple[tuple[str, Json], datetime]],
    share: int,
    is_folded: bool,
    asked: list[Json],
) -> None:
    subject = Vendors(database, vendors)
    subject.send(first)
    if is_folded:
        subject.fold()
    subject.take_back(share)
    if second:
        subject.send(second)
    for request in asked:
        answer = subject.ask(request)
        assert values_of(answer) == values_of(subject.ask(request | {"source": "raw"})), request
        check_shape(request, answer)
    days = subject.ask({"metrics": ["revenue"], "timeframe": "last_90_days", "groupBy": ["day"]})
    expected = subject.recount(90)
    rows = days["data"][0]["rows"]
    assert len({row["time"] for row in rows}) >= 90
    assert {
        (r["time"], r["currency"]): (Decimal(str(r["value"])), r["dataPoints"])
        for r in rows
        if r["dataPoints"]
    } == expected
