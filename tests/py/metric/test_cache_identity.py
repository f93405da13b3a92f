"""Requests that mean the same are one for the cache, and others are not."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Identify = Any
RANGES = ("today", "last_7_days", "last_30_days", "this_month", "all_time")
DEFAULTS = {"timeframe": "last_30_days", "totals": True, "realTime": False, "source": "auto"}
BOUNDS = st.sampled_from(
    [{"from": "2026-05-01", "to": "2026-05-08"}, {"from": "2026-05-01", "to": "2026-06-01"}]
)
REQUESTS = st.fixed_dictionaries(
    {"metrics": st.lists(st.sampled_from(["revenue", "bookings", "inquiries"]), min_size=1)},
    optional={
        "timeframe": st.one_of(st.sampled_from(RANGES), BOUNDS),
        "groupBy": st.lists(st.sampled_from(["day", "week", "style", "channel"]), max_size=2),
        "filters": st.fixed_dictionaries({"channel": st.text("ab", max_size=2)}),
        "compareWith": st.sampled_from(["previous_period", "previous_year"]),
        "totals": st.booleans(),
        "source": st.sampled_from(["auto", "raw"]),
    },
)


@pytest.fixture(scope="module")
def identify(dsn: str) -> Iterator[Identify]:
    """What makes a request one, as the database sees it for a vendor."""
    vendor_id = str(uuid.uuid4())
    with psycopg.connect(dsn) as connection:
        connection.execute("select analytics.register_vendor(%s)", [vendor_id])

        def identify(request: dict[str, Any]) -> str:
            row = connection.execute(
                "select (analytics.identify_metrics(%s::jsonb, 'json', '2026-05-20')).identity",
                [json.dumps({"vendorId": vendor_id} | request)],
            ).fetchone()
            assert row is not None
            return str(row[0])

        yield identify
        connection.rollback()


def meaning(request: dict[str, Any]) -> str:
    """A request in one way of writing."""
    said = {name: value for name, value in request.items() if value != DEFAULTS.get(name)}
    return json.dumps(said, sort_keys=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(request=REQUESTS, order=st.randoms(use_true_random=False), nulls=st.booleans())
def test_ways_of_writing_a_request_are_one(
    identify: Identify, request: dict[str, Any], order: Any, nulls: bool
) -> None:
    written = DEFAULTS | request
    if isinstance(written["timeframe"], str):
        written["timeframe"] = {"range": written["timeframe"]}
    if nulls:
        written |= {"top": None, "format": "csv"}
    names = list(written)
    order.shuffle(names)
    assert identify({name: written[name] for name in names}) == identify(request)


@settings(max_examples=60, deadline=None)
@given(one=REQUESTS, two=REQUESTS)
def test_two_requests_are_one_only_if_they_mean_the_same(
    identify: Identify, one: dict[str, Any], two: dict[str, Any]
) -> None:
    assert (identify(one) == identify(two)) is (meaning(one) == meaning(two))
