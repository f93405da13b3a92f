"""Forecasts of monthly series: five types, intervals, bookings on the books, backtest.

A process of its own: it needs numpy and scikit-learn, which the service does not load. The methods
of time series are functions of the database (sql/functions/forecast), so that a vendor has a
forecast where none of this runs.
"""

from __future__ import annotations

from app.forecasting.backtest import Backtest, backtest
from app.forecasting.engine import TYPES, Models, forecast_series, train
from app.forecasting.predict import Forecast, Forecaster, prepare
from app.forecasting.read_csv import Unusable, read_csv
from app.forecasting.series import Series, format_month
from app.forecasting.time_series import make_methods

__all__ = [
    "TYPES",
    "Backtest",
    "Forecast",
    "Forecaster",
    "Models",
    "Series",
    "Unusable",
    "backtest",
    "forecast_series",
    "format_month",
    "make_methods",
    "prepare",
    "read_csv",
    "train",
]
