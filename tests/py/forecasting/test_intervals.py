"""Intervals hold what they promise, are of whole numbers for counts, and never below zero."""

from __future__ import annotations

import numpy as np
import pytest

from app.forecasting import Series
from app.forecasting.intervals import (
    NO_ERRORS,
    Errors,
    Outcome,
    find_intervals,
    find_total_interval,
    learn_errors,
    scale_of,
)
from tests.py.forecasting.conftest import JANUARY_2020, Make


def draw(count: int, seed: int, noise: float = 0.2) -> list[Outcome]:
    """Outcomes of forecasts of 1,000 with errors of the normal distribution."""
    random = np.random.default_rng(seed)
    return [
        Outcome(
            Series(f"s{number}", JANUARY_2020, np.full(36, 1000.5)),
            np.full(12, 1000.0),
            1000 * (1 + noise * random.standard_normal(12)),
        )
        for number in range(count)
    ]


def test_limits_hold_the_share_that_they_promise() -> None:
    errors = learn_errors(draw(300, 1))
    inside: dict[float, list[bool]] = {0.80: [], 0.95: []}
    for outcome in draw(200, 2):
        new = Series("new", JANUARY_2020, outcome.series.values)
        for level, (low, high) in find_intervals(errors, new, outcome.forecast).items():
            inside[level].extend(((low <= outcome.actual) & (outcome.actual <= high)).tolist())
    assert 0.77 < np.mean(inside[0.80]) < 0.83
    assert 0.93 < np.mean(inside[0.95]) < 0.97


def test_the_larger_of_own_and_pooled_counts() -> None:
    wild = [Outcome(o.series, o.forecast, o.actual * 3) for o in draw(1, 3)] * 2
    errors = learn_errors([*draw(40, 1), *wild])
    forecast = np.full(12, 1000.0)
    own = find_intervals(errors, wild[0].series, forecast)
    pooled = find_intervals(errors, Series("new", 0, wild[0].series.values), forecast)
    assert (own[0.80][1] > pooled[0.80][1]).all()


def test_a_second_year_has_errors_of_its_own() -> None:
    outcomes = [
        Outcome(o.series, np.full(24, 1000.0), np.concatenate([o.actual, o.actual * 2]))
        for o in draw(20, 4)
    ]
    low, high = find_intervals(
        learn_errors(outcomes), Series("new", 0, np.full(36, 1.5)), np.full(36, 1000.0)
    )[0.80]
    assert (high - low)[12] > 2 * (high - low)[0]
    assert (high - low)[24] == (high - low)[12]


def test_limits_of_counts_are_whole_and_not_negative(make: Make) -> None:
    series = make(months=36, level=0.5)
    assert series.is_count
    for low, high in find_intervals(learn_errors(draw(20, 5)), series, np.full(3, 2.2)).values():
        assert (low == np.floor(low)).all()
        assert (high == np.floor(high)).all()
        assert (low >= 0).all()


def test_small_counts_have_limits_without_any_past(make: Make) -> None:
    small = find_intervals(NO_ERRORS, make(months=13), np.full(3, 10.0))
    assert small[0.80][0].tolist() == [5, 5, 5]
    assert small[0.80][1].tolist() == [15, 15, 15]
    assert find_intervals(NO_ERRORS, make(months=13, level=1000), np.full(3, 10.0)) == {}


def test_more_dispersion_in_the_past_gives_wider_limits(make: Make) -> None:
    def learn(spread: float) -> Errors:
        actual = 10 + spread * np.tile([1.0, -1.0], 6)
        return learn_errors([Outcome(make(months=36), np.full(12, 10.0), actual) for _ in range(6)])

    assert learn(2).dispersion == 0.01
    assert learn(9).dispersion == pytest.approx(0.71)


@pytest.mark.parametrize("place", range(24, 36))
def test_a_month_of_zero_makes_no_interval_narrower(make: Make, place: int) -> None:
    whole = make(months=36, level=10)
    values = whole.values.copy()
    values[place] = 0
    holed = Series(whole.id, whole.start, values)
    errors = learn_errors(draw(20, 6))
    forecast = np.linspace(0, 300, 12)
    before, after = (find_intervals(errors, s, forecast) for s in (whole, holed))
    # Where the month was a quiet one, the usual month without it is a busier one.
    tolerance = 0.12 * 0.25 * whole.values.mean() + 1
    for level, (low, high) in before.items():
        width = after[level][1] - after[level][0]
        assert (width >= high - low - tolerance).all()
        assert (width > 0).all()


def test_nothing_but_zeros_still_has_a_scale() -> None:
    assert scale_of(Series("a", 0, np.zeros(24)), np.zeros(2)).tolist() == [1, 1]


def test_a_year_is_surer_than_its_months(make: Make) -> None:
    errors = learn_errors(draw(40, 7))
    series = Series("new", 0, np.full(36, 1000.5))
    limits = find_total_interval(errors, series, np.full(12, 1000.0), 0.80)
    assert limits is not None
    assert (limits[1] - limits[0]) / 12_000 < 0.3
    assert find_total_interval(errors, series, np.full(6, 1000.0), 0.80) is None
    assert find_total_interval(NO_ERRORS, series, np.full(12, 1000.0), 0.80) is None
    count = find_total_interval(
        learn_errors(draw(40, 7, noise=0.0)), make(months=36), np.full(12, 10.0), 0.95
    )
    assert count == (98, 142)
