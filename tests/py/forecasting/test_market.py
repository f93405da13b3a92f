"""Small and new vendors lean on their market, in proportion to what they know of themselves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.forecasting import Series
from app.forecasting.engine import weigh_market
from app.forecasting.market import learn_market
from tests.py.forecasting.conftest import JANUARY_2020, SHAPE, Make

Market = Callable[..., list[Series]]


def test_three_months_are_enough_for_a_year(make: Make, make_market: Market) -> None:
    market = learn_market(make_market(8, level=20))
    assert market is not None
    new = Series("new", JANUARY_2020 + 3, SHAPE[3:6] * 2)
    forecast = market.estimate(new, 12)
    assert forecast.sum() == pytest.approx(2 * SHAPE.sum(), rel=0.05)
    assert forecast.argmax() == 0
    assert (forecast <= 3 * new.values.max()).all()


def test_two_markets_are_told_apart(make: Make) -> None:
    series = [
        make(f"{shift}-{number}", level=5, seed=number, shift=shift)
        for shift in (0, 6)
        for number in range(12)
    ]
    market = learn_market(series)
    assert market is not None
    assert len(market.profiles) == 2
    for shift in (0, 6):
        likely = market.place(make(months=6, level=2, shift=shift))
        months = market.profiles[likely.argmax()] * SHAPE.sum()
        assert np.abs(months - np.roll(SHAPE, shift)).max() < 1.5
        assert likely.max() > 0.95


def test_growth_of_the_market_goes_on(make: Make, make_market: Market) -> None:
    market = learn_market(make_market(8, level=20, growth=0.2))
    assert market is not None
    assert market.growth[0] == pytest.approx(1.2, abs=0.02)
    own = make(months=36, level=1, growth=0.2)
    expected = own.values[-12:].sum() * 1.15
    assert market.estimate(own, 12).sum() == pytest.approx(expected, rel=0.03)


def test_the_own_months_count_one_by_one(make: Make, make_market: Market) -> None:
    market = learn_market(make_market(8, level=20))
    assert market is not None
    large = make(months=36, level=1000, shift=6)
    forecast = market.estimate(large, 12)
    assert np.abs(forecast / 1000 - np.roll(SHAPE, 6)).max() < 0.5


def test_four_series_are_no_market(make_market: Market) -> None:
    assert learn_market(make_market(4)) is None


def test_series_without_a_second_year_say_nothing_of_growth(make_market: Market) -> None:
    market = learn_market(make_market(5, months=12))
    assert market is not None
    assert market.growth.tolist() == [1]


@pytest.mark.parametrize(
    ("months", "level", "weight"),
    [(11, 1.0, 1.0), (12, 1.0, 1000 / 1120), (36, 1.0, 1000 / 1360), (36, 1000.0, 1 / 361)],
)
def test_the_market_counts_less_the_more_is_counted(
    make: Make, months: int, level: float, weight: float
) -> None:
    assert weigh_market(make(months=months, level=level), 1_000.0) == pytest.approx(weight)


def test_what_is_no_count_leans_on_the_market_for_two_years(make: Make) -> None:
    weights = [weigh_market(make(months=m, level=0.1), 1_000.0) for m in (11, 23, 24)]
    assert weights == [1, 0.5, 0]
    assert weigh_market(make(months=36), 0.0) == 0
