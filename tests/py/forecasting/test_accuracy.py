"""The figures that forecasts are judged by."""

from __future__ import annotations

import numpy as np
import psycopg
import pytest

from app.forecasting.accuracy import ceiling, measure_accuracy, measure_mase, measure_smape


def test_accuracy_is_one_less_the_share_of_errors() -> None:
    assert measure_accuracy(np.array([8.0, 12]), np.array([10.0, 11])) == pytest.approx(0.85)
    assert measure_accuracy(np.zeros(2), np.ones(2)) is None


def test_mase_is_one_for_what_seasonal_naive_did() -> None:
    past = np.concatenate([np.full(12, 10.0), np.full(12, 14.0)])
    assert measure_mase(np.full(3, 18.0), np.full(3, 14.0), past) == 1
    assert measure_mase(np.full(3, 18.0), np.full(3, 14.0), past[:12]) is None
    assert measure_mase(np.full(3, 18.0), np.full(3, 14.0), np.ones(24)) is None


def test_smape_lies_between_0_and_200() -> None:
    assert measure_smape(np.array([0.0, 0]), np.array([0.0, 5])) == 100
    assert measure_smape(np.array([3.0]), np.array([1.0])) == 100


def test_the_ceiling_is_that_of_the_database(connection: psycopg.Connection[object]) -> None:
    counts = [0.0, 0.2, 1.0, 4.0, 15.5, 999.0, 5000.0]
    rows = connection.execute(
        "select analytics.forecast_ceiling(m) from unnest(%s::float8[]) as m", [counts]
    )
    assert [ceiling(count) for count in counts] == pytest.approx([row[0] for row in rows])
