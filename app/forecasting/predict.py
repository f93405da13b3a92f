from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forecasting.accuracy import ceiling
from app.forecasting.calibrate import (
    Calibration,
    Past,
    calibrate,
    finish,
    list_calibration_offsets,
)
from app.forecasting.engine import (
    TYPES,
    Models,
    Parts,
    Report,
    describe_basis,
    forecast_series,
    ignore_report,
    train,
)
from app.forecasting.intervals import (
    LEVELS,
    Interval,
    find_intervals,
    find_total_interval,
)
from app.forecasting.options import DEFAULT, Options
from app.forecasting.series import SEASON, Series, Values
from app.forecasting.time_series import TimeSeriesMethods


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast of one series by one type, month by month from ``start``."""

    series_id: str
    type: str
    start: int
    values: Values
    """Expected values: not rounded, also where they are counts."""
    intervals: dict[float, Interval]
    """Lower and upper limits by level; empty where nothing has been forecast before."""
    total: float | None
    """The sum of the first year, where the horizon has one."""
    total_intervals: dict[float, tuple[float, float]]
    basis: str
    ceiling: float | None
    """The accuracy that no forecast of counts of this size passes; None for other values."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecaster:
    """What is trained once and kept: models over all vendors, weights, past errors."""

    models: Models
    calibration: Calibration

    def forecast(
        self,
        series: Sequence[Series],
        methods: TimeSeriesMethods,
        type_name: str | None = None,
    ) -> list[Forecast]:
        """A forecast of each series, by the type that is asked for.

        Without one, by the ensemble, with the books where there are any. A series that is too
        short for a type is forecast by the ensemble, and a note says so.
        """
        forecasts: list[Forecast] = []
        types = TYPES if type_name is None else (type_name,)
        asked = forecast_series(self.models, series, methods, types)
        for item, parts in zip(series, asked, strict=True):
            finished = self._finish(item, parts)
            if type_name is not None and type_name not in finished:
                (whole,) = forecast_series(self.models, [item], methods)
                finished = self._finish(item, whole)
            default = "pickup" if "pickup" in finished else "ensemble"
            name = type_name if type_name in finished else default
            notes = list_notes(item)
            if type_name is not None and name != type_name:
                notes.append(f"too little history for {type_name}: forecast by {name}")
            forecasts.append(self._complete(item, name, finished[name], notes))
        return forecasts

    def _finish(self, series: Series, parts: Parts) -> dict[str, Values]:
        """The forecasts of each type, put together as the past has taught."""
        calibration = self.calibration
        return finish(series, parts, calibration.market_bookings, calibration.pickup_weight)

    def _complete(self, series: Series, name: str, values: Values, notes: list[str]) -> Forecast:
        """Intervals, totals and what the forecast rests on."""
        errors = self.calibration.errors_of(name)
        intervals = find_intervals(errors, series, values)
        if not intervals:
            notes.append("no intervals: nothing has been forecast before")
        totals = {
            level: limits
            for level in LEVELS
            if (limits := find_total_interval(errors, series, values, level)) is not None
        }
        is_blended = name in ("ensemble", "pickup")
        market_bookings = self.calibration.market_bookings
        return Forecast(
            series_id=series.id,
            type=name,
            start=series.end,
            values=values,
            intervals=intervals,
            total=float(values[:SEASON].sum()) if len(values) >= SEASON else None,
            total_intervals=totals,
            basis=(
                describe_basis(series, self.models, market_bookings)
                if is_blended
                else "own history"
            ),
            ceiling=ceiling(float(values.mean())) if series.is_count else None,
            notes=tuple(notes),
        )


def prepare(
    series: Sequence[Series],
    methods: TimeSeriesMethods,
    horizon: int,
    report: Report = ignore_report,
) -> Forecaster:
    """Train on all series, and calibrate on what the same training forecast at past origins."""
    past: list[Past] = []
    offsets = list_calibration_offsets(horizon)
    for done, offset in enumerate(offsets):
        report("forecasting past origins", done, len(offsets))
        past.extend(forecast_past(series, offset, horizon, methods))
    return Forecaster(train(series, horizon, TYPES, report), calibrate(past))


def forecast_past(
    series: Sequence[Series],
    offset: int,
    horizon: int,
    methods: TimeSeriesMethods,
    options: Options = DEFAULT,
) -> list[Past]:
    """What would have been forecast so many months ago from what was known then, and what came."""
    whole = [item for item in series if len(item.values) - offset >= SEASON]
    then = [item.cut(offset) for item in whole]
    if not then:
        return []
    parts = forecast_series(train(then, horizon, options=options), then, methods)
    return [
        Past(cut, own, item.values[len(cut.values) :][:horizon])
        for item, cut, own in zip(whole, then, parts, strict=True)
    ]


def list_notes(series: Series) -> list[str]:
    """What a reader should know about a series before believing its forecast."""
    notes: list[str] = []
    values = series.values
    if not values.any():
        notes.append("all months are zero, so the forecast is zero")
    elif len(values) > 1 and (values == values[0]).all():
        notes.append("all months are alike, so the forecast is the same")
    if len(values) < SEASON:
        notes.append("less than a year: its own seasons are not known")
    elif len(values) < 2 * SEASON:
        notes.append("less than two years: one year cannot be told from the usual one")
    return notes
