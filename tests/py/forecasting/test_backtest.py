"""A backtest knows at each origin only what was known then, and counts what it measured."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.forecasting import TYPES, Series, backtest
from app.forecasting.calibrate import Past, calibrate, choose_market_bookings
from app.forecasting.engine import MARKET_BOOKINGS, Parts
from app.forecasting.time_series import TimeSeriesMethods
from tests.py.forecasting.conftest import Make

Market = Callable[..., list[Series]]
SCORES = {
    "mase",
    "smape",
    "median_accuracy",
    "mean_accuracy",
    "share_85",
    "coverage_80",
    "coverage_95",
    "ms_per_series",
}


def test_every_model_is_measured(make_market: Market, methods: TimeSeriesMethods) -> None:
    said: list[str] = []
    result = backtest(
        make_market(8, months=84, level=20),
        methods,
        horizon=12,
        origins=2,
        report=lambda what, done, total: said.append(f"{what} {done}/{total}"),
    )
    assert (result.series, result.windows, result.step, result.skipped) == (8, 16, 12, [])
    assert list(result.models) == ["seasonal_naive", *TYPES]
    for figures in result.models.values():
        assert figures.keys() >= SCORES
        assert figures["windows"] == 16
        assert 0 <= figures["median_accuracy"] <= 1
        assert figures["mase"] < 2
        assert figures["coverage_95"] >= figures["coverage_80"] > 0.6
    naive, ensemble = result.models["seasonal_naive"], result.models["ensemble"]
    assert ensemble["mase"] < naive["mase"]
    assert said[0] == "forecasting origins 0/5"


def test_an_exact_year_is_forecast_exactly(make: Make, methods: TimeSeriesMethods) -> None:
    result = backtest([make(level=10)], methods, horizon=6, origins=1, model="time_series")
    assert list(result.models) == ["seasonal_naive", "time_series"]
    assert result.models["time_series"]["median_accuracy"] == 1
    assert result.models["time_series"]["mase"] is None
    assert result.models["time_series"]["share_85"] == 1


def test_what_came_later_changes_no_forecast(
    make_market: Market, methods: TimeSeriesMethods
) -> None:
    series = make_market(6, months=60)
    changed = [Series(s.id, s.start, np.concatenate([s.values[:-6], np.zeros(6)])) for s in series]
    seen: list[list[list[float]]] = []

    def spy(values: object, horizon: int) -> list[dict[str, object]]:
        seen[-1].extend(item.tolist() for item in values)  # type: ignore[attr-defined]
        return methods(values, horizon)  # type: ignore[arg-type, return-value]

    for each in (series, changed):
        seen.append([])
        backtest(each, spy, horizon=6, origins=1)  # type: ignore[arg-type]
    assert seen[0] == seen[1]


def test_a_series_too_short_for_a_test_is_named(make: Make, methods: TimeSeriesMethods) -> None:
    result = backtest([make("short", months=30)], methods, horizon=12, origins=1)
    assert (result.windows, result.models) == (0, {})
    assert [item.reason for item in result.skipped] == [
        "30 months are fewer than the 36 that a test needs"
    ]


def test_months_without_anything_have_no_accuracy(methods: TimeSeriesMethods) -> None:
    nothing = Series("nothing", 24_000, np.zeros(48))
    result = backtest([nothing], methods, horizon=12, origins=1)
    figures = result.models["ensemble"]
    assert (figures["median_accuracy"], figures["mase"], figures["smape"]) == (None, None, 0)
    assert figures["coverage_95"] == 1


def test_the_market_counts_as_much_as_served_best(make: Make) -> None:
    series = make(months=36)
    right, wrong = np.full(12, 10.0), np.full(12, 90.0)

    def past(own: np.ndarray, market: np.ndarray) -> Past:
        forecasts = {"theta": own}
        parts = Parts(forecasts, market, None, np.zeros(12), np.zeros(12), is_whole=True)
        return Past(series, parts, right)

    assert choose_market_bookings([]) == MARKET_BOOKINGS
    assert choose_market_bookings([past(right, wrong)]) == 0
    assert choose_market_bookings([past(wrong, right)]) == 4_000
    assert calibrate([past(right, wrong)]).market_bookings == pytest.approx(0)
