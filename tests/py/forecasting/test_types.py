"""Each type knows the answers of the textbook, and learns what is there to be learnt."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.forecasting import TYPES, Series, forecast_series, train
from app.forecasting.calibrate import finish
from app.forecasting.features import can_describe
from app.forecasting.linear_regression import forecast_linear_regression
from app.forecasting.options import Options
from app.forecasting.pooled import collect_examples
from app.forecasting.series import clamp, seasonal_naive
from app.forecasting.time_series import TimeSeriesMethods
from tests.py.forecasting.conftest import SHAPE, Make

Market = Callable[..., list[Series]]


def test_regression_goes_on_with_a_year_that_repeats_itself(make: Make) -> None:
    forecast = forecast_linear_regression(make(months=72, level=10).values, 24)
    assert np.abs(forecast - 10 * np.tile(SHAPE, 2)).max() < 0.05 * 10 * SHAPE.max()


def test_regression_of_a_constant_is_the_constant() -> None:
    assert forecast_linear_regression(np.full(40, 7.0), 3).tolist() == pytest.approx([7, 7, 7])


def test_regression_does_not_run_away() -> None:
    explosive = 1.5 ** np.arange(40)
    assert forecast_linear_regression(explosive, 60).max() <= 3 * explosive.max()


def test_seasonal_naive_repeats_the_last_year() -> None:
    values = np.arange(1.0, 15)
    assert seasonal_naive(values, 14).tolist() == [*range(3, 15), 3, 4]
    assert seasonal_naive(values[:3], 2).tolist() == [3, 3]


def test_a_forecast_is_clamped_to_what_has_been_near() -> None:
    values = np.concatenate([[1000.0], np.full(24, 2.0)])
    assert clamp(np.array([-1, 5, 7, np.inf, np.nan]), values).tolist() == [0, 5, 6, 6, 0]


def test_pooled_models_learn_the_growth_of_a_market(
    make: Make,
    make_market: Market,
    methods: TimeSeriesMethods,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.forecasting.pooled.ROWS_MAX", 5_000)
    models = train(make_market(12, level=20, growth=0.2), 12)
    steady = make("new", months=36, level=10, growth=0.2)
    [parts] = forecast_series(models, [steady], methods)
    last = steady.values[-12:].sum()
    for name in ("random_forest", "neural_network"):
        assert parts.forecasts[name].sum() == pytest.approx(1.2 * last, rel=0.08)


@pytest.mark.parametrize("horizon", [12, 36])
def test_fewer_rows_are_still_enough_to_learn_from(make: Make, horizon: int) -> None:
    # Many short series: most of their months have less after them than the horizon.
    market = [make(f"v{number}", months=36, seed=number) for number in range(100)]
    examples = collect_examples(market, horizon, Options(rows_max=1_000))
    assert examples is not None
    assert 900 <= len(examples.targets) <= 1_000


def test_the_same_data_give_the_same_numbers(
    make_market: Market, methods: TimeSeriesMethods
) -> None:
    series = make_market(6)
    first, second = (forecast_series(train(series, 6), series[:2], methods) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one.forecasts.keys() == other.forecasts.keys() >= {*TYPES} - {"ensemble"}
        for name, forecast in one.forecasts.items():
            assert forecast.tolist() == other.forecasts[name].tolist()


def test_a_vendor_is_forecast_alike_alone_and_in_company(
    make_market: Market, methods: TimeSeriesMethods
) -> None:
    series = make_market(6)
    models = train(series, 6)
    alone = forecast_series(models, series[2:3], methods)[0].forecasts
    company = forecast_series(models, series, methods)[2].forecasts
    for name, forecast in alone.items():
        assert forecast.tolist() == pytest.approx(company[name].tolist())


def test_the_ensemble_is_the_median_of_its_members(make: Make, methods: TimeSeriesMethods) -> None:
    item = make(level=1000, growth=0.1)
    [parts] = forecast_series(train([item], 12), [item], methods)
    members = [
        forecast
        for name, forecast in parts.forecasts.items()
        if name not in ("seasonal_naive", "time_series")
    ]
    assert len(members) == 6
    ensemble = finish(item, parts, 1_000.0, 0.1)["ensemble"]
    assert ensemble.tolist() == pytest.approx(np.median(members, axis=0).tolist())


def test_what_needs_more_history_is_left_out(make: Make, methods: TimeSeriesMethods) -> None:
    short = make(months=13)
    models = train([short], 12)
    assert models.pooled == {}
    assert models.market is None
    [parts] = forecast_series(models, [short], methods)
    assert "linear_regression" not in parts.forecasts
    assert len(finish(short, parts, 1_000.0, 0.1)["ensemble"]) == 12


def test_one_type_alone_trains_nothing_else(
    make_market: Market, methods: TimeSeriesMethods
) -> None:
    series = make_market(6)
    models = train(series, 3, ["linear_regression"])
    assert (models.pooled, models.market) == ({}, None)
    [parts, *_] = forecast_series(models, series, methods, ["linear_regression"])
    assert set(parts.forecasts) == {"seasonal_naive", "linear_regression"}
    assert "ensemble" not in finish(series[0], parts, 1_000.0, 0.1)


def test_a_series_that_ended_cannot_be_described(
    make: Make, make_market: Market, methods: TimeSeriesMethods
) -> None:
    over = Series("over", 24_000, np.concatenate([make(months=36).values, np.zeros(12)]))
    assert not can_describe(over)
    models = train([*make_market(6), over], 3)
    [parts] = forecast_series(models, [over], methods)
    assert "random_forest" not in parts.forecasts
    assert finish(over, parts, 1_000.0, 0.1)["ensemble"].min() >= 0
