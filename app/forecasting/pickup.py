from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.forecasting.series import SEASON, Series, Values

WEIGHTS = (0.0, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 4.0)
"""Candidates for how slowly trust in the books grows with the share that is usually booked."""
DEFAULT_WEIGHT = 0.1
"""Where there is no past to choose from."""


def forecast_pickup(series: Series, horizon: int) -> Values | None:
    """Additive pickup (Lawrence, reviewed by Weatherford & Kimes 2003).

    What is on the books, and what came in for the same month of the year before from this
    distance on. None without bookings, or where a month a year before is not in the series.
    """
    bookings = series.known_bookings()
    if bookings is None or len(series.values) < SEASON:
        return None
    forecast = np.zeros(horizon)
    for ahead in range(horizon):
        month = series.end + ahead
        before = month - SEASON * (ahead // SEASON + 1)
        late = series.values[before - series.start] - bookings.on_books(before, before - ahead)
        forecast[ahead] = max(0.0, bookings.on_books(month, series.end) + late)
    return forecast


def read_books(series: Series, horizon: int) -> Values:
    """What is booked for each month ahead; zero without bookings."""
    bookings = series.known_bookings()
    if bookings is None:
        return np.zeros(horizon)
    return np.array(
        [max(0.0, bookings.on_books(series.end + ahead, series.end)) for ahead in range(horizon)]
    )


def measure_booked_share(series: Series, horizon: int) -> Values:
    """How much of a month is usually booked so many months before, over the last year."""
    bookings = series.known_bookings()
    shares = np.zeros(horizon)
    if bookings is None:
        return shares
    months = range(max(series.start, series.end - SEASON), series.end)
    total = float(series.values[-SEASON:].sum())
    if total > 0:
        for ahead in range(horizon):
            booked = sum(bookings.on_books(month, month - ahead) for month in months)
            shares[ahead] = min(1.0, max(0.0, booked / total))
    return shares


def blend_pickup(pickup: Values, model: Values, booked_share: Values, weight: float) -> Values:
    """Pickup and model, the more of pickup the more is usually booked at that distance."""
    trust = booked_share / (booked_share + weight + 1e-9)
    return np.asarray(trust * pickup + (1 - trust) * model)


def choose_weight(past: Sequence[tuple[Values, Values, Values, Values]]) -> float:
    """The candidate with the least error over past origins.

    Each is pickup, model, booked share and what came; relative to what came in all, so that a
    large series does not choose for all.
    """
    if not past:
        return DEFAULT_WEIGHT

    def error(weight: float) -> float:
        return sum(
            float(np.abs(blend_pickup(pickup, model, share, weight) - actual).sum())
            / max(float(actual.sum()), 1.0)
            for pickup, model, share, actual in past
        )

    return min(WEIGHTS, key=error)
