"""A forecast says on what it rests, how sure it is, and how sure it could be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.forecasting import Series, forecast_series, prepare
from app.forecasting.accuracy import ceiling
from app.forecasting.series import Values
from app.forecasting.time_series import TimeSeriesMethods
from tests.py.forecasting.conftest import JANUARY_2020, Make

Market = Callable[..., list[Series]]


@pytest.fixture
def market(make_market: Market) -> list[Series]:
    return make_market(8, months=60, level=30)


def test_own_history_is_said_where_it_is_long(
    make: Make, market: list[Series], methods: TimeSeriesMethods
) -> None:
    forecaster = prepare(market, methods, 12)
    large, new = make("large", level=1000), Series("new", JANUARY_2020, np.array([3.0, 5, 7]))
    first, second = forecaster.forecast([large, new], methods)
    assert first.basis == "own history"
    assert first.total == pytest.approx(120_000, rel=0.02)
    low, high = first.total_intervals[0.80]
    assert low < 120_000 < high
    assert first.ceiling == ceiling(float(first.values.mean()))
    assert second.basis == "market estimate"
    assert second.notes == ("less than a year: its own seasons are not known",)
    assert second.values.argmax() in (2, 3, 4)


def test_every_answer_of_a_strange_series_is_finite_and_explained(
    market: list[Series], methods: TimeSeriesMethods
) -> None:
    forecaster = prepare(market, methods, 12)
    strange = {
        "one": np.array([4.0]),
        "zero": np.zeros(40),
        "alike": np.full(40, 6.0),
        "year": np.arange(1.0, 16),
        "ended": np.concatenate([np.full(30, 9.0), np.zeros(15)]),
        "large": np.full(30, 1e12),
    }
    series = [Series(name, JANUARY_2020, values) for name, values in strange.items()]
    answers = {item.series_id: item for item in forecaster.forecast(series, methods)}
    for name, answer in answers.items():
        assert np.isfinite(answer.values).all()
        assert (answer.values >= 0).all()
        assert answer.values.max() <= 3 * strange[name][-24:].max()
        assert answer.intervals.keys() == {0.80, 0.95}
    assert answers["zero"].notes == ("all months are zero, so the forecast is zero",)
    assert answers["alike"].notes == ("all months are alike, so the forecast is the same",)
    assert answers["year"].notes == (
        "less than two years: one year cannot be told from the usual one",
    )


def test_a_type_that_needs_more_history_is_replaced_and_said(
    make: Make, market: list[Series], methods: TimeSeriesMethods
) -> None:
    forecaster = prepare(market, methods, 3)
    long, short = forecaster.forecast(
        [make("long"), make("short", months=14)], methods, "random_forest"
    )
    assert (long.type, long.notes, long.total) == ("random_forest", (), None)
    assert short.type == "ensemble"
    assert "too little history for random_forest: forecast by ensemble" in short.notes


def test_a_type_alone_asks_for_nothing_else(
    market: list[Series], methods: TimeSeriesMethods
) -> None:
    def never(*_: object) -> list[dict[str, Values]]:
        raise AssertionError("the database is not needed")

    forecaster = prepare(market, methods, 6)
    whole = forecast_series(forecaster.models, market[:1], methods)[0].forecasts
    for name in ("linear_regression", "random_forest", "neural_network"):
        [forecast] = forecaster.forecast(market[:1], never, name)
        assert (forecast.type, forecast.values.tolist()) == (name, whole[name].tolist())


def test_without_any_past_there_are_no_intervals(methods: TimeSeriesMethods) -> None:
    only = Series("only", JANUARY_2020, np.array([100.5, 200]))
    [forecast] = prepare([only], methods, 12).forecast([only], methods)
    assert forecast.intervals == {}
    assert forecast.ceiling is None
    assert "no intervals: nothing has been forecast before" in forecast.notes
