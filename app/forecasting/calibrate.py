from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.forecasting.accuracy import measure_accuracy
from app.forecasting.engine import MARKET_BOOKINGS, Parts, combine, weigh_market
from app.forecasting.intervals import NO_ERRORS, Errors, Outcome, learn_errors
from app.forecasting.pickup import blend_pickup, choose_weight
from app.forecasting.series import SEASON, Series, Values

MARKET_CANDIDATES = (0.0, 1_000.0, 2_000.0, 4_000.0)
MARKET_WEIGHT_MIN = 0.1
"""Series for which the market can count less do not take part in choosing how much it does."""


@dataclass(frozen=True, slots=True)
class Past:
    """A series at an earlier origin, what was forecast then, and what came."""

    series: Series
    parts: Parts
    actual: Values


@dataclass(frozen=True, slots=True)
class Calibration:
    """What past forecasts decide: the weights of market and books, and the errors of each type."""

    market_bookings: float
    pickup_weight: float
    errors: dict[str, Errors]

    def errors_of(self, name: str) -> Errors:
        """Errors of a type; those of time_series, which needs the least, where it has no past."""
        return self.errors.get(name) or self.errors.get("time_series") or NO_ERRORS


def list_calibration_offsets(horizon: int) -> list[int]:
    """How many months back the past origins lie: three yearly ones, all of whose months came.

    With a horizon below a year: those of one year, each a horizon after the other.
    """
    if horizon >= SEASON:
        return [horizon + SEASON * year for year in range(3)]
    return [horizon * (place + 1) for place in range(max(3, SEASON // horizon))]


def calibrate(past: Sequence[Past]) -> Calibration:
    """Choose the weights by what was best in the past, and learn the errors made with them."""
    market_bookings = choose_market_bookings(past)
    pickup_weight = choose_weight(
        [
            (
                item.parts.pickup,
                combine(item.series, item.parts, market_bookings),
                item.parts.booked_share,
                item.actual,
            )
            for item in past
            if item.parts.pickup is not None and item.parts.is_whole
        ]
    )
    outcomes: defaultdict[str, list[Outcome]] = defaultdict(list)
    for item in past:
        finished = finish(item.series, item.parts, market_bookings, pickup_weight)
        for name, forecast in finished.items():
            outcomes[name].append(Outcome(item.series, forecast, item.actual))
    errors = {name: learn_errors(each) for name, each in outcomes.items()}
    return Calibration(market_bookings, pickup_weight, errors)


def choose_market_bookings(past: Sequence[Past]) -> float:
    """How many bookings weigh as much as the market: the candidate with the best accuracy."""
    small = [
        item
        for item in past
        if item.parts.market is not None
        and item.parts.is_whole
        and len(item.series.values) >= 2 * SEASON
        and weigh_market(item.series, MARKET_CANDIDATES[-1]) >= MARKET_WEIGHT_MIN
    ]
    if not small:
        return MARKET_BOOKINGS

    def accuracy(bookings: float) -> float:
        found = [
            measure_accuracy(item.actual, combine(item.series, item.parts, bookings))
            for item in small
        ]
        return float(np.mean([value for value in found if value is not None] or [0.0]))

    return max(MARKET_CANDIDATES, key=accuracy)


def finish(
    series: Series, parts: Parts, market_bookings: float, pickup_weight: float
) -> dict[str, Values]:
    """The forecasts of each type, with ensemble and pickup put together by these weights."""
    forecasts = dict(parts.forecasts)
    if parts.is_whole:
        ensemble = combine(series, parts, market_bookings)
        forecasts["ensemble"] = ensemble
        if parts.pickup is not None:
            blended = blend_pickup(parts.pickup, ensemble, parts.booked_share, pickup_weight)
            forecasts["pickup"] = np.maximum(blended, parts.books)
    return forecasts
