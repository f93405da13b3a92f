"""Series that tests of forecasts share: small, made up, with answers that are known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import psycopg
import pytest

from app.forecasting import Series, make_methods
from app.forecasting.time_series import TimeSeriesMethods

Make = Callable[..., Series]
SHAPE = np.array([2, 4, 6, 8, 12, 20, 22, 18, 14, 8, 4, 2.0])
"""A wedding season: 120 a year, ten a month on average."""
JANUARY_2020 = 2020 * 12


@pytest.fixture(autouse=True)
def learn_from_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models learn from fewer rows, so that tests do not take minutes."""
    monkeypatch.setattr("app.forecasting.pooled.ROWS_MAX", 1_500)


@pytest.fixture
def methods(connection: psycopg.Connection[object]) -> TimeSeriesMethods:
    return make_methods(connection)


@pytest.fixture
def make() -> Make:
    """Make a series: SHAPE times ``level``, growing by the year, Poisson where there is a seed."""

    def make(
        name: str = "a",
        *,
        months: int = 60,
        level: float = 1.0,
        growth: float = 0.0,
        seed: int | None = None,
        shift: int = 0,
    ) -> Series:
        place = np.arange(months)
        rate = level * np.roll(SHAPE, shift)[place % 12] * (1 + growth) ** (place // 12)
        values = rate if seed is None else np.random.default_rng(seed).poisson(rate)
        return Series(name, JANUARY_2020, values.astype(np.float64))

    return make


@pytest.fixture
def make_market(make: Make) -> Callable[..., list[Series]]:
    """Several vendors of one market, each with its own noise."""

    def make_market(
        count: int, *, months: int = 60, level: float = 5.0, growth: float = 0.0
    ) -> list[Series]:
        return [
            make(f"v{number}", months=months, level=level, growth=growth, seed=number)
            for number in range(count)
        ]

    return make_market
