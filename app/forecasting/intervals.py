from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.stats import nbinom

from app.forecasting.series import SEASON, Series, Values

LEVELS = (0.80, 0.95)
OWN_MIN = 24
"""Errors of its own from which on a series has a quantile of its own."""
SMALL_COUNT = 15.0
"""Below so many a month chance rules single months: a distribution of counts says how."""
DISPERSION = 0.05
"""Variance beyond Poisson, relative to the square of the mean, where no past says more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A past forecast of a series and what came: what intervals are learnt from."""

    series: Series
    """As it was at the time of the forecast."""
    forecast: Values
    actual: Values


@dataclass(frozen=True, slots=True)
class Errors:
    """Relative errors of past forecasts of one type."""

    pooled: dict[int, Values]
    """Of all series, sorted, by year of the horizon."""
    own: dict[str, Values]
    """Of each series, sorted."""
    totals: Values
    """Of the sums over the first year of the horizon."""
    dispersion: float


NO_ERRORS = Errors({}, {}, np.zeros(0), DISPERSION)
Interval = tuple[Values, Values]


def scale_of(series: Series, forecast: Values) -> Values:
    """What an error is relative to: the forecast, but at least a quarter of a usual month.

    A month of zero is no usual month: it makes no interval narrower.
    """
    recent = series.values[-2 * SEASON :]
    busy = recent[recent > 0]
    return np.maximum(forecast, 0.25 * float(busy.mean()) if len(busy) else 1.0)


def learn_errors(outcomes: Iterable[Outcome]) -> Errors:
    """Errors of past forecasts, three yearly origins of each series or more."""
    pooled: defaultdict[int, list[Values]] = defaultdict(list)
    own: defaultdict[str, list[Values]] = defaultdict(list)
    totals: list[float] = []
    excess: list[float] = []
    for outcome in outcomes:
        error = np.abs(outcome.actual - outcome.forecast)
        relative = error / scale_of(outcome.series, outcome.forecast)
        for first in range(0, len(relative), SEASON):
            pooled[first // SEASON].append(relative[first : first + SEASON])
        own[outcome.series.id].append(relative)
        mean = float(outcome.forecast.mean())
        if len(relative) >= SEASON and mean > 0:
            total = float(outcome.forecast[:SEASON].sum())
            totals.append(abs(float(outcome.actual[:SEASON].sum()) - total) / total)
        if outcome.series.is_count and 0 < mean < 2 * SMALL_COUNT:
            excess.append(float((error**2 - outcome.forecast).mean()) / mean**2)
    return Errors(
        pooled={year: np.sort(np.concatenate(errors)) for year, errors in pooled.items()},
        own={name: np.sort(np.concatenate(errors)) for name, errors in own.items()},
        totals=np.sort(np.array(totals)),
        dispersion=max(0.01, float(np.mean(excess))) if len(excess) >= 5 else DISPERSION,
    )


def find_intervals(errors: Errors, series: Series, forecast: Values) -> dict[float, Interval]:
    """Lower and upper limits of each month for each of LEVELS; empty where no past says any.

    Conformal (Vovk, Gammerman & Shafer 2005): the quantile of past relative errors, the larger of
    the own and the pooled one. Counts below 15 a month have at least the limits of a negative
    binomial distribution. Limits are not negative, and whole for counts.
    """
    is_small = series.is_count and float(series.values[-SEASON:].mean()) < SMALL_COUNT
    intervals: dict[float, Interval] = {}
    for level in LEVELS:
        width = _find_width(errors, series, forecast, level)
        if width is None and not is_small:
            continue
        half = np.zeros(len(forecast)) if width is None else width
        low, high = np.maximum(forecast - half, 0.0), forecast + half
        if is_small:
            least, most = _count_limits(
                scale_of(series, forecast), forecast, errors.dispersion, level
            )
            low, high = np.minimum(low, least), np.maximum(high, most)
        if series.is_count:
            low, high = np.floor(low), np.ceil(high)
        intervals[level] = (low, high)
    return intervals


def find_total_interval(
    errors: Errors, series: Series, forecast: Values, level: float
) -> tuple[float, float] | None:
    """Limits of the sum over the first year; None where the horizon or the past is shorter."""
    if len(forecast) < SEASON or not len(errors.totals):
        return None
    total = float(forecast[:SEASON].sum())
    half = _quantile(errors.totals, level) * total
    if series.is_count:
        # No year is surer than chance alone would have it.
        half = max(half, {0.80: 1.2816, 0.95: 1.96}[level] * float(np.sqrt(total)))
        return float(np.floor(max(total - half, 0))), float(np.ceil(total + half))
    return max(total - half, 0.0), total + half


def _find_width(errors: Errors, series: Series, forecast: Values, level: float) -> Values | None:
    """Half the interval of each month, or None where nothing has been forecast before."""
    if not errors.pooled:
        return None
    last = max(errors.pooled)
    own = errors.own.get(series.id, np.zeros(0))
    least = _quantile(own, level) if len(own) >= OWN_MIN else 0.0
    years = np.minimum(np.arange(len(forecast)) // SEASON, last)
    quantiles = np.array([_quantile(errors.pooled[int(year)], level) for year in years])
    return np.asarray(np.maximum(quantiles, least) * scale_of(series, forecast))


def _quantile(errors: Values, level: float) -> float:
    """The conformal quantile of sorted errors: with one more to come, the level is kept."""
    place = int(np.ceil((len(errors) + 1) * level))
    return float(errors[min(place, len(errors)) - 1])


def _count_limits(scale: Values, mean: Values, dispersion: float, level: float) -> Interval:
    """Limits of counts with this mean and this much variance beyond Poisson."""
    size = 1 / dispersion
    low = nbinom.ppf((1 - level) / 2, size, size / (size + mean))
    high = nbinom.ppf((1 + level) / 2, size, size / (size + scale))
    return cast(Values, np.maximum(low, 0.0)), cast(Values, high)
