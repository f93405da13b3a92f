"""What is on the books is taken for what it is usually worth, and never undercut."""

from __future__ import annotations

import numpy as np
import pytest

from app.forecasting import Series, forecast_series, prepare, train
from app.forecasting.calibrate import finish
from app.forecasting.pickup import (
    DEFAULT_WEIGHT,
    WEIGHTS,
    blend_pickup,
    choose_weight,
    forecast_pickup,
    measure_booked_share,
    read_books,
)
from app.forecasting.series import Bookings
from app.forecasting.time_series import TimeSeriesMethods
from tests.py.forecasting.conftest import JANUARY_2020, SHAPE


def make_booked(months: int = 36, extra: float = 0.0, early: int = 6, late: int = 4) -> Series:
    """Each month early × SHAPE come two months before, late × SHAPE in the month itself.

    The month after next has so many extra on the books.
    """
    event = JANUARY_2020 + np.arange(months + 2)
    shape = SHAPE[np.arange(months + 2) % 12]
    events = np.concatenate([event, event[:months], event[-1:]])
    made = np.concatenate([event - 2, event[:months], event[-1:] - 2])
    amount = np.concatenate([early * shape, late * shape[:months], [extra]])
    values = (early + late) * shape[:months]
    return Series("booked", JANUARY_2020, values, Bookings(events, made, amount))


def test_pickup_adds_what_came_in_after_this_point_last_year() -> None:
    series = make_booked(extra=50)
    forecast = forecast_pickup(series, 14)
    assert forecast is not None
    assert forecast[:2].tolist() == [10 * SHAPE[0], 10 * SHAPE[1] + 50]
    assert forecast[2:].tolist() == (10 * SHAPE[np.arange(2, 14) % 12]).tolist()
    assert read_books(series, 3).tolist() == [6 * SHAPE[0], 6 * SHAPE[1] + 50, 0]


def test_what_was_booked_later_is_not_known() -> None:
    then = make_booked(extra=50).cut(1)
    assert read_books(then, 3).tolist() == [6 * SHAPE[11], 6 * SHAPE[0], 0]


def test_without_books_or_without_a_year_there_is_no_pickup() -> None:
    series = make_booked()
    assert forecast_pickup(Series("a", 0, series.values), 3) is None
    assert forecast_pickup(series.cut(30), 3) is None
    assert measure_booked_share(Series("a", 0, series.values), 2).tolist() == [0, 0]


def test_the_share_usually_booked_falls_with_the_distance() -> None:
    assert measure_booked_share(make_booked(), 3).tolist() == pytest.approx([0.6, 0.6, 0])
    empty = Series("a", 0, np.zeros(12), make_booked().bookings)
    assert measure_booked_share(empty, 1).tolist() == [0]


def test_books_count_as_much_as_is_usually_booked() -> None:
    pickup, model = np.array([10.0, 10]), np.array([20.0, 20])
    blended = blend_pickup(pickup, model, np.array([0.9, 0.0]), 0.1)
    assert blended.tolist() == pytest.approx([11, 20])


def test_the_weight_is_what_was_best_in_the_past() -> None:
    share, low, high = np.array([0.5]), np.array([10.0]), np.array([20.0])
    assert choose_weight([]) == DEFAULT_WEIGHT
    assert choose_weight([(low, high, share, low)]) == WEIGHTS[0]
    assert choose_weight([(low, high, share, high)]) == WEIGHTS[-1]


def test_the_ensemble_is_never_below_what_is_booked(methods: TimeSeriesMethods) -> None:
    series = make_booked(extra=100_000)
    [parts] = forecast_series(train([series], 3), [series], methods)
    finished = finish(series, parts, 1_000.0, 4.0)
    assert finished["ensemble"][1] == 6 * SHAPE[1] + 100_000
    assert finished["pickup"][1] >= 6 * SHAPE[1] + 100_000


def test_a_vendor_with_books_is_forecast_by_them(methods: TimeSeriesMethods) -> None:
    series = make_booked(extra=40)
    forecaster = prepare([series], methods, 3)
    [forecast] = forecaster.forecast([series], methods)
    assert forecast.type == "pickup"
    assert forecast.values[0] == pytest.approx(10 * SHAPE[0], rel=0.1)
    assert forecast.values[1] > 10 * SHAPE[1]
    [without] = forecaster.forecast([series], methods, "ensemble")
    assert without.type == "ensemble"
