from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.forecasting.linear_regression import MONTHS_MIN, forecast_linear_regression
from app.forecasting.market import Market, learn_market
from app.forecasting.options import DEFAULT, Options
from app.forecasting.pickup import forecast_pickup, measure_booked_share, read_books
from app.forecasting.pooled import (
    NeuralNetwork,
    PooledModel,
    RandomForest,
    collect_examples,
    fit_model,
    forecast_pooled,
)
from app.forecasting.series import Series, Values, clamp, seasonal_naive
from app.forecasting.time_series import TimeSeriesMethods

TYPES = ("linear_regression", "random_forest", "neural_network", "time_series", "ensemble")
MEMBERS = (
    "theta",
    "month_share",
    "holt_winters",
    "linear_regression",
    "random_forest",
    "neural_network",
)
"""What the ensemble is the median of."""
POOLED: dict[str, Callable[[Options], PooledModel]] = {
    "random_forest": RandomForest,
    "neural_network": NeuralNetwork,
}
MARKET_BOOKINGS = 1_000.0
"""Bookings in three years with which own history weighs as much as the market, where no past
decides it."""

Report = Callable[[str, int, int], None]


def ignore_report(what: str, done: int, total: int) -> None:
    """What hears of progress where nobody listens."""


@dataclass(frozen=True, slots=True)
class Models:
    """What is trained over all vendors, and kept; whatever a market is too small for is not."""

    horizon: int
    pooled: dict[str, PooledModel]
    market: Market | None
    options: Options = DEFAULT


@dataclass(frozen=True, slots=True)
class Parts:
    """What a forecast of one series is put together from; what does not apply is not there."""

    forecasts: dict[str, Values]
    """By MEMBERS, time_series and seasonal_naive."""
    market: Values | None
    pickup: Values | None
    books: Values
    booked_share: Values
    is_whole: bool
    """Whether all members of the ensemble were asked for."""


@dataclass(slots=True)
class Clock:
    """Seconds that each type took, for how many series."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    series: int = 0

    def ms_per_series(self, name: str) -> float:
        """Milliseconds per series of a type; the ensemble needs all of its members."""
        names = list(self.seconds) if name in ("ensemble", "pickup") else [name]
        return 1_000 * sum(self.seconds[each] for each in names) / max(self.series, 1)


def train(
    series: Sequence[Series],
    horizon: int,
    types: Collection[str] = TYPES,
    report: Report = ignore_report,
    options: Options = DEFAULT,
) -> Models:
    """Train what is pooled over series, for the types that need it.

    The same series in the same order give the same models.
    """
    wanted = [name for name in POOLED if name in types or "ensemble" in types]
    pooled: dict[str, PooledModel] = {}
    examples = collect_examples(series, horizon, options) if wanted else None
    if examples is not None:
        for done, name in enumerate(wanted):
            report(f"training {name}", done, len(wanted))
            pooled[name] = fit_model(POOLED[name](options), examples)
    market = learn_market(series) if "ensemble" in types else None
    return Models(horizon, pooled, market, options)


def forecast_series(
    models: Models,
    series: Sequence[Series],
    methods: TimeSeriesMethods,
    types: Collection[str] = TYPES,
    clock: Clock | None = None,
) -> list[Parts]:
    """The parts of the forecasts of each series, for the horizon of the models."""
    clock = clock or Clock()
    clock.series += len(series)
    horizon = models.horizon
    forecasts: list[dict[str, Values]] = [
        {"seasonal_naive": seasonal_naive(item.values, horizon)} for item in series
    ]
    if "ensemble" in types or "time_series" in types:
        # The work is the server's, whose processor time is not ours to read.
        began = time.perf_counter()
        for own, answer in zip(
            forecasts, methods([item.values for item in series], horizon), strict=True
        ):
            own.update(answer)
        clock.seconds["time_series"] += time.perf_counter() - began
    if "ensemble" in types or "linear_regression" in types:
        began = time.process_time()
        for own, item in zip(forecasts, series, strict=True):
            if len(item.values) >= MONTHS_MIN:
                own["linear_regression"] = forecast_linear_regression(
                    item.values, horizon, models.options.regression_penalty
                )
        clock.seconds["linear_regression"] += time.process_time() - began
    for name, model in models.pooled.items():
        if name not in types and "ensemble" not in types:
            continue
        began = time.process_time()
        answers = forecast_pooled(model, series, horizon, models.options.features)
        for own, values in zip(forecasts, answers, strict=True):
            if values is not None:
                own[name] = values
        clock.seconds[name] += time.process_time() - began
    return [
        Parts(
            forecasts=own,
            market=models.market.estimate(item, horizon) if models.market else None,
            pickup=forecast_pickup(item, horizon),
            books=read_books(item, horizon),
            booked_share=measure_booked_share(item, horizon),
            is_whole="ensemble" in types,
        )
        for own, item in zip(forecasts, series, strict=True)
    ]


def weigh_market(series: Series, bookings: float) -> float:
    """What the market counts beside the own history, 0 to 1.

    All where there is less than a year; half of it in the second; then, for counts, the less the
    more has been counted in three years, because that is what single months are lost in.
    """
    months = len(series.values)
    if months < 12:
        return 1.0
    if months < 24 and not series.is_count:
        return 0.5
    if not series.is_count or bookings == 0:
        return 0.0
    return bookings / (bookings + float(series.values[-36:].sum()))


def combine(series: Series, parts: Parts, market_bookings: float) -> Values:
    """The ensemble: the median of the members there are, blended with the market.

    Clamped to three times the largest of 24 months, and never below what is booked.
    """
    members = [parts.forecasts[name] for name in MEMBERS if name in parts.forecasts]
    combined = np.asarray(np.median(members, axis=0))
    if parts.market is not None:
        weight = weigh_market(series, market_bookings)
        combined = weight * parts.market + (1 - weight) * combined
    return np.maximum(clamp(combined, series.values), parts.books)


def describe_basis(series: Series, models: Models, market_bookings: float) -> str:
    """On what the ensemble rests, for its reader."""
    weight = weigh_market(series, market_bookings) if models.market else 0.0
    if weight >= 0.5:
        return "market estimate"
    return "own history and market" if weight >= 0.1 else "own history"
