from __future__ import annotations

import math

import numpy as np

from app.forecasting.series import SEASON, Values


def measure_accuracy(actual: Values, forecast: Values) -> float | None:
    """1 - WAPE: one less the sum of errors over the sum of what came; None where nothing came."""
    total = float(actual.sum())
    return 1 - float(np.abs(actual - forecast).sum()) / total if total > 0 else None


def measure_mase(actual: Values, forecast: Values, past: Values) -> float | None:
    """Mean absolute scaled error (Hyndman & Koehler 2006): 1 is seasonal naive within the past.

    None where the past has no second year, or repeats itself exactly.
    """
    if len(past) <= SEASON:
        return None
    scale = float(np.abs(past[SEASON:] - past[:-SEASON]).mean())
    return float(np.abs(actual - forecast).mean()) / scale if scale > 0 else None


def measure_smape(actual: Values, forecast: Values) -> float:
    """Symmetric mean absolute percentage error, 0 to 200; a month that is 0 in both counts 0."""
    sizes = np.abs(actual) + np.abs(forecast)
    errors = np.abs(actual - forecast) / np.where(sizes > 0, sizes, 1)
    return 200 * float(errors.mean())


def ceiling(monthly_count: float) -> float:
    """The accuracy no forecast of such a count passes: that of analytics.forecast_ceiling."""
    if monthly_count <= 0:
        return 0.0
    if monthly_count > 1_000:
        return 1 - math.sqrt(2 / (math.pi * monthly_count))
    whole = math.floor(monthly_count)
    log = -monthly_count + whole * math.log(monthly_count) - math.lgamma(whole + 1)
    return max(0.0, 1 - 2 * math.exp(log))
