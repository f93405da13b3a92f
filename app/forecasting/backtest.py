from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.forecasting.accuracy import measure_accuracy, measure_mase, measure_smape
from app.forecasting.calibrate import (
    Calibration,
    Past,
    calibrate,
    finish,
    list_calibration_offsets,
)
from app.forecasting.engine import (
    TYPES,
    Clock,
    Parts,
    Report,
    forecast_series,
    ignore_report,
    train,
)
from app.forecasting.intervals import LEVELS, find_intervals
from app.forecasting.read_csv import Unusable
from app.forecasting.series import SEASON, Series, Values
from app.forecasting.time_series import TimeSeriesMethods

GOOD_ACCURACY = 0.85
MODELS = ("seasonal_naive", *TYPES, "pickup")


@dataclass(slots=True)
class Scores:
    """What the windows of one model scored; a window is a series at an origin."""

    accuracy: list[float] = field(default_factory=list)
    total_accuracy: list[float] = field(default_factory=list)
    mase: list[float] = field(default_factory=list)
    first_year_mase: list[float] = field(default_factory=list)
    smape: list[float] = field(default_factory=list)
    covered: dict[float, list[bool]] = field(
        default_factory=lambda: {level: [] for level in LEVELS}
    )
    errors: list[Values] = field(default_factory=list)
    actuals: list[Values] = field(default_factory=list)

    def summarise(self, ms_per_series: float) -> dict[str, Any]:
        """The figures of a model; null where no window gives one."""
        accuracy = np.array(self.accuracy)
        by_month = np.sum(self.errors, axis=0) / np.maximum(np.sum(self.actuals, axis=0), 1e-9)
        return {
            "windows": len(self.smape),
            "mase": _mean(self.mase),
            "mase_first_year": _mean(self.first_year_mase),
            "smape": _mean(self.smape),
            "median_accuracy": _round(float(np.median(accuracy))) if len(accuracy) else None,
            "mean_accuracy": _mean(self.accuracy),
            "share_85": _mean([value >= GOOD_ACCURACY for value in self.accuracy]),
            "median_total_accuracy": (
                _round(float(np.median(self.total_accuracy))) if self.total_accuracy else None
            ),
            **{
                f"coverage_{level * 100:.0f}": _mean(covered)
                for level, covered in self.covered.items()
            },
            "ms_per_series": round(ms_per_series, 2),
            "accuracy_by_month": [_round(1 - float(value)) for value in by_month],
        }


@dataclass(slots=True)
class Backtest:
    """The outcome: figures per model, how many windows there were, and what was left out."""

    horizon: int
    origins: int
    step: int
    series: int
    windows: int
    models: dict[str, dict[str, Any]]
    skipped: list[Unusable]


def backtest(
    series: Sequence[Series],
    methods: TimeSeriesMethods,
    *,
    horizon: int,
    origins: int,
    model: str | None = None,
    step: int | None = None,
    report: Report = ignore_report,
) -> Backtest:
    """Forecast the last months of each series from what was known before them, and compare.

    The last origin lies ``horizon`` months before the end of each series, each other one ``step``
    months before (a year, or the horizon where that is shorter). At every origin all that is
    learnt is learnt from what was known then: models, weights and intervals.
    """
    types: Collection[str] = TYPES if model in (None, "ensemble", "pickup") else (model or "",)
    step = step or min(horizon, SEASON)
    tests = [horizon + step * place for place in range(origins)]
    back = list_calibration_offsets(horizon)
    offsets = sorted({*tests, *(test + far for test in tests for far in back)}, reverse=True)
    clock = Clock()
    known: dict[int, dict[str, Past]] = {}
    for done, offset in enumerate(offsets):
        report("forecasting origins", done, len(offsets))
        known[offset] = _forecast_at(series, offset, horizon, methods, types, clock)
    scores: defaultdict[str, Scores] = defaultdict(Scores)
    for test in tests:
        past = [item for far in back for item in known[test + far].values()]
        calibration = calibrate(past)
        for item in known[test].values():
            _score(item, calibration, scores)
    wanted = [name for name in MODELS if model in (None, name) or name == "seasonal_naive"]
    used = {name for test in tests for name in known[test]}
    return Backtest(
        horizon=horizon,
        origins=origins,
        step=step,
        series=len(used),
        windows=sum(len(known[test]) for test in tests),
        models={
            name: scores[name].summarise(clock.ms_per_series(name))
            for name in wanted
            if name in scores
        },
        skipped=[
            Unusable(
                item.id,
                f"{len(item.values)} months are fewer than the"
                f" {_months_min(item) + horizon} that a test needs",
            )
            for item in series
            if item.id not in used
        ],
    )


def _months_min(series: Series) -> int:
    """Months before an origin: two seasons, or one where the books say something too."""
    return 2 * SEASON if series.bookings is None else SEASON


def _forecast_at(
    series: Sequence[Series],
    offset: int,
    horizon: int,
    methods: TimeSeriesMethods,
    types: Collection[str],
    clock: Clock,
) -> dict[str, Past]:
    """The forecasts of so many months ago, of the series that were long enough, and what came."""
    whole = [item for item in series if len(item.values) - offset >= _months_min(item)]
    if not whole:
        return {}
    then = [item.cut(offset) for item in whole]
    models = train(then, horizon, types)
    parts: list[Parts] = forecast_series(models, then, methods, types, clock)
    return {
        item.id: Past(cut, own, item.values[len(cut.values) :][:horizon])
        for item, cut, own in zip(whole, then, parts, strict=True)
    }


def _score(item: Past, calibration: Calibration, scores: defaultdict[str, Scores]) -> None:
    """Compare the forecasts of a window with what came."""
    finished = finish(
        item.series, item.parts, calibration.market_bookings, calibration.pickup_weight
    )
    actual, past = item.actual, item.series.values
    for name, forecast in finished.items():
        own = scores[name]
        _append(own.accuracy, measure_accuracy(actual, forecast))
        _append(
            own.total_accuracy,
            measure_accuracy(actual.sum(keepdims=True), forecast.sum(keepdims=True)),
        )
        _append(own.mase, measure_mase(actual, forecast, past))
        _append(own.first_year_mase, measure_mase(actual[:SEASON], forecast[:SEASON], past))
        own.smape.append(measure_smape(actual, forecast))
        own.errors.append(np.abs(actual - forecast))
        own.actuals.append(actual)
        errors = calibration.errors_of(name)
        for level, (low, high) in find_intervals(errors, item.series, forecast).items():
            own.covered[level].extend(((low <= actual) & (actual <= high)).tolist())


def _append(values: list[float], value: float | None) -> None:
    if value is not None:
        values.append(value)


def _mean(values: Sequence[float]) -> float | None:
    return _round(float(np.mean(values))) if len(values) else None


def _round(value: float) -> float:
    return round(value, 4)
