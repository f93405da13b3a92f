from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.forecasting.options import FEATURES
from app.forecasting.series import SEASON, Series, Values

MONTHS_MIN = 24
OFFSET = 0.05
"""Added to shares before the logarithm, so that a month of zero is a number."""
GROWTH_MONTHS = 3
TARGET_LIMIT = 1.5
"""Largest deviation from the base that is learnt, as a logarithm: beyond are accidents."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A series as seen from one month: features and base of each month ahead, and the scale."""

    features: Values
    base: Values
    scale: float

    def to_values(self, deviations: Values) -> Values:
        """Forecasts from deviations of the logarithm from the base."""
        return (np.exp(self.base + deviations) - OFFSET) * self.scale

    def to_targets(self, actual: Values) -> Values:
        """What is to be learnt: the deviations of what came from the base, without accidents."""
        logs = np.log(actual / self.scale + OFFSET)
        return np.clip(logs - self.base[: len(actual)], -TARGET_LIMIT, TARGET_LIMIT)


def can_describe(series: Series) -> bool:
    """Whether the series has two years, and anything in the last of them."""
    return len(series.values) >= MONTHS_MIN and float(series.values[-SEASON:].sum()) > 0


def describe(series: Series, horizon: int, names: Sequence[str]) -> Origin:
    """Features of the months ahead, one row each, all relative to the mean of the last 12 months.

    Those that are named, of FEATURES or of the extras of the series. The base is what the month has
    been in the last three years, each in proportion to its own year; features say how the years
    differed, how the last months went, and which month it is.
    """
    values = series.values
    count = len(values)
    scale = float(values[-SEASON:].mean())
    logs = np.log(values / scale + OFFSET)

    def mean(newest: int, oldest: int) -> float:
        return float(np.log(values[count - oldest : count - newest].mean() / scale + OFFSET))

    level_1 = mean(12, 24)
    level_2 = mean(24, 36) if count >= 36 else level_1
    year_1 = logs[count - 12 :]
    year_2 = logs[count - 24 : count - 12] - level_1
    year_3 = logs[count - 36 : count - 24] - level_2 if count >= 36 else year_2
    year_4 = logs[count - 48 : count - 36] - mean(36, 48) if count >= 48 else year_3
    surprise = year_1 - (year_2 + year_3) / 2

    ahead = np.arange(1, horizon + 1)
    phase = (ahead - 1) % SEASON
    month = (series.end + ahead - 1) % SEASON
    base = ((year_1 + year_2 + year_3) / 3)[phase]

    def same(value: float) -> Values:
        return np.full(horizon, value)

    features = np.column_stack(
        [
            year_1[phase] - base,
            year_2[phase] - base,
            year_3[phase] - base,
            year_4[phase] - base,
            surprise[(phase - 1) % SEASON],
            surprise[(phase + 1) % SEASON],
            same(level_1),
            same(level_1 - level_2),
            same(mean(0, 3) - mean(12, 15)),
            same(mean(0, 6) - mean(12, 18)),
            same(float(logs[-1] - logs[count - 13])),
            same(float(logs[-2] - logs[count - 14])),
            ahead / SEASON,
            (ahead - 1) // SEASON,
            np.sin(2 * np.pi * month / SEASON),
            np.cos(2 * np.pi * month / SEASON),
            month,
            base,
            same(float(np.std(year_1 - year_2))),
            same(min(count, 120) / 120),
        ]
    )
    if tuple(names) != FEATURES:
        columns = dict(zip(FEATURES, features.T, strict=True))
        columns |= {
            name: same(measure_growth(series.extras.get(name)))
            for name in names
            if name not in columns
        }
        features = np.column_stack([columns[name] for name in names])
    return Origin(features, base, scale)


def measure_growth(values: Values | None) -> float:
    """The last three months beside the same a year before, as a logarithm; 0 where not known."""
    if values is None or len(values) < SEASON + GROWTH_MONTHS:
        return 0.0
    now = float(values[-GROWTH_MONTHS:].sum())
    before = float(values[-SEASON - GROWTH_MONTHS : -SEASON].sum())
    return float(np.clip(np.log((now + 1) / (before + 1)), -2.0, 2.0))
