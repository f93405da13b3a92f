from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.forecasting.accuracy import measure_accuracy, measure_mase, measure_smape
from app.forecasting.calibrate import Past, calibrate, finish, list_calibration_offsets
from app.forecasting.engine import TYPES, Report, ignore_report, train
from app.forecasting.explain import explain
from app.forecasting.intervals import Interval, find_intervals
from app.forecasting.options import DEFAULT, Options
from app.forecasting.predict import Forecaster, forecast_past
from app.forecasting.series import SEASON, Series, Values, seasonal_naive
from app.forecasting.time_series import TimeSeriesMethods


@dataclass(frozen=True, slots=True)
class Window:
    """What would have been forecast for a series at an earlier origin, and what came."""

    months_back: int
    past: Values
    actual: Values
    forecasts: dict[str, Values]
    intervals: dict[str, dict[float, Interval]]


@dataclass(frozen=True, slots=True)
class Trained:
    """A forecaster, and how it would have done."""

    forecaster: Forecaster
    windows: dict[str, list[Window]]
    """Of each series, the latest first."""
    importances: dict[str, dict[str, float]]
    """Of each feature, by type; they add up to 1."""


def train_and_validate(
    series: Sequence[Series],
    methods: TimeSeriesMethods,
    horizon: int,
    origins: int,
    options: Options = DEFAULT,
    report: Report = ignore_report,
) -> Trained:
    """Train, and forecast the past at rolling origins with nothing but what was known then.

    The last origin lies ``horizon`` months before the end, the others a year before each other, or
    the horizon where that is shorter. Models, weights and limits are learnt anew at each of them.
    """
    tests = [horizon + min(horizon, SEASON) * place for place in range(origins)]
    back = list_calibration_offsets(horizon)
    offsets = sorted({*back, *tests, *(test + far for test in tests for far in back)}, reverse=True)
    steps = len(offsets) + 2
    known: dict[int, list[Past]] = {}
    for done, offset in enumerate(offsets):
        report("forecasting past origins", done, steps)
        known[offset] = forecast_past(series, offset, horizon, methods, options)
    windows: dict[str, list[Window]] = {item.id: [] for item in series}
    for test in tests:
        calibration = calibrate([item for far in back for item in known[test + far]])
        for item in known[test]:
            forecasts = finish(
                item.series, item.parts, calibration.market_bookings, calibration.pickup_weight
            )
            windows[item.series.id].append(
                Window(
                    months_back=test,
                    past=item.series.values,
                    actual=item.actual,
                    forecasts=forecasts,
                    intervals={
                        name: find_intervals(calibration.errors_of(name), item.series, values)
                        for name, values in forecasts.items()
                        if name in TYPES
                    },
                )
            )
    report("training on all months", steps - 2, steps)
    models = train(series, horizon, options=options)
    calibration = calibrate([item for far in back for item in known[far]])
    report("weighing the features", steps - 1, steps)
    return Trained(Forecaster(models, calibration), windows, explain(models, series))


def summarise_windows(
    windows: Sequence[Window], type_name: str, limit: float = np.inf
) -> dict[str, Any]:
    """Figures of a type over the windows of a series, and the windows; None for what has none."""
    used = [window for window in windows if type_name in window.forecasts]
    rows: dict[str, list[float | None]] = {name: [] for name in _FIGURES}
    listed: list[dict[str, Any]] = []
    for window in used:
        predicted = np.minimum(window.forecasts[type_name], limit)
        naive = seasonal_naive(window.past, len(window.actual))
        rows["mase"].append(measure_mase(window.actual, predicted, window.past))
        rows["smape"].append(measure_smape(window.actual, predicted))
        rows["accuracy"].append(measure_accuracy(window.actual, predicted))
        rows["mae"].append(float(np.abs(window.actual - predicted).mean()))
        rows["seasonalNaiveMase"].append(measure_mase(window.actual, naive, window.past))
        for level, name in ((0.80, "coverage80"), (0.95, "coverage95")):
            if level in (limits := window.intervals[type_name]):
                low, high = limits[level]
                inside = (low <= window.actual) & (window.actual <= high)
                rows[name].append(float(inside.mean()))
        listed.append(
            {
                "monthsBack": window.months_back,
                "predicted": [round(value, 4) for value in predicted.tolist()],
                "actual": [round(value, 4) for value in window.actual.tolist()],
            }
        )
    return {
        "origins": len(used),
        **{name: _mean(values) for name, values in rows.items()},
        "windows": listed,
    }


_FIGURES = (
    *("mase", "smape", "accuracy", "mae", "seasonalNaiveMase"),
    *("coverage80", "coverage95"),
)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(float(np.mean(known)), 4) if known else None
