from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Months = npt.NDArray[np.int64]
SEASON = 12


@dataclass(frozen=True, slots=True)
class Bookings:
    """What was booked when, and for when: one item per pair of months, cancellations below zero."""

    event: Months
    made: Months
    amount: Values

    def on_books(self, event: int, before: int) -> float:
        """What was booked for month ``event`` before month ``before`` began."""
        return float(self.amount[(self.event == event) & (self.made < before)].sum())


@dataclass(frozen=True, slots=True)
class Series:
    """A monthly series without gaps; months are counted from the year 0."""

    id: str
    start: int
    values: Values
    bookings: Bookings | None = None
    extras: Mapping[str, Values] = field(default_factory=dict)
    """Other figures by month, as long as the values; what was known by the end of each month."""
    may_be_count: bool = True
    """Whether whole numbers are counts: those of money and of stars are not."""

    @property
    def end(self) -> int:
        """The month after the last."""
        return self.start + len(self.values)

    @property
    def is_count(self) -> bool:
        """Whether all values are whole numbers: then so are the limits of its forecasts."""
        return self.may_be_count and bool(np.all(self.values == np.floor(self.values)))

    def cut(self, months: int) -> Series:
        """The series as it was so many months ago; bookings made since then are not known."""
        if months == 0:
            return self
        extras = {name: values[:-months] for name, values in self.extras.items()}
        return replace(self, values=self.values[:-months], extras=extras)

    def known_bookings(self) -> Bookings | None:
        """The bookings made by the end of the series."""
        if self.bookings is None:
            return None
        known = self.bookings.made < self.end
        return Bookings(
            self.bookings.event[known], self.bookings.made[known], self.bookings.amount[known]
        )


def parse_month(text: str) -> int:
    """The number of a month YYYY-MM or of a day in it; ValueError for anything else."""
    parts = text.strip().split("-")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        raise ValueError(f'"{text}" is not a month such as 2026-03')
    year, month = int(parts[0]), int(parts[1])
    if len(parts[0]) != 4 or not 1 <= month <= 12:
        raise ValueError(f'"{text}" is not a month such as 2026-03')
    return year * SEASON + month - 1


def format_month(number: int) -> str:
    """A month as YYYY-MM."""
    return f"{number // SEASON:04d}-{number % SEASON + 1:02d}"


def seasonal_naive(values: Values, horizon: int) -> Values:
    """The same month of the last year; the last value where there is less than a year."""
    if len(values) < SEASON:
        return np.full(horizon, values[-1])
    return values[-SEASON:][np.arange(horizon) % SEASON]


def clamp(forecast: Values, values: Values) -> Values:
    """A forecast between zero and three times the largest of the last 24 months."""
    return np.clip(np.nan_to_num(forecast), 0.0, 3 * float(values[-2 * SEASON :].max()))
