from __future__ import annotations

import numpy as np

from app.forecasting.options import DEFAULT
from app.forecasting.series import SEASON, Values, clamp

MONTHS_MIN = 18
LAGS = (1, 2, 3, 6, 12)
LAGS_OF_SHORT = (1, 2, 3)
"""Where there are fewer than 30 months, so that enough are left to learn from."""


def forecast_linear_regression(
    values: Values, horizon: int, penalty: float = DEFAULT.regression_penalty
) -> Values:
    """Ridge regression (Hoerl & Kennard 1970) of one series on its own past.

    On log1p: lags, months of the year and a trend; each month of the future goes in as a lag of
    the next. Takes at least MONTHS_MIN values that are not negative.
    """
    count = len(values)
    logs = np.log1p(values)
    mean = float(logs.mean())
    lags = np.array(LAGS if count >= 30 else LAGS_OF_SHORT)
    path = np.concatenate([logs - mean, np.zeros(horizon)])
    places = np.arange(count + horizon)
    # Month and trend are known for all places, lags for those of the past.
    known = np.zeros((count + horizon, SEASON + 1))
    known[places, places % SEASON] = 1.0
    known[:, SEASON] = (places - count) / count
    first = int(lags.max())
    past = places[first:count]
    features = np.column_stack([path[past[:, None] - lags], known[past]])
    weights = np.linalg.solve(
        features.T @ features + penalty * np.eye(features.shape[1]), features.T @ path[past]
    )
    for place in range(count, count + horizon):
        row = np.concatenate([path[place - lags], known[place]])
        # A path that runs away is stopped before exp overflows.
        path[place] = min(float(row @ weights), 40.0)
    return clamp(np.expm1(np.minimum(path[count:] + mean, 600.0)), values)
