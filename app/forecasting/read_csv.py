from __future__ import annotations

import csv
import gzip
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np

from app.forecasting.series import Bookings, Series, format_month, parse_month

COLUMNS = ("series_id", "month", "value")
MONTHS_MAX = 1_200
"""A century: a month that lies further away is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A series that cannot be forecast, and why."""

    series_id: str
    reason: str


@dataclass(slots=True)
class _Rows:
    """The rows of one series, and the first thing that is wrong with them."""

    months: list[int] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    problem: str | None = None


def read_csv(path: Path, *, gaps_are_zero: bool = False) -> tuple[list[Series], list[Unusable]]:
    """The series of a file, plain or gzip, in the order of their first rows; and the unusable.

    Columns series_id, month and value, and optionally booked_month: then a row is what was booked
    in that month for ``month``, and months without rows are zero. Raises ValueError where the file
    has not these columns or no rows.
    """
    series: list[Series] = []
    unusable: list[Unusable] = []
    try:
        with _open(path) as file:
            rows, has_bookings = _read_rows(file, path)
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile) as error:
        raise ValueError(f"{path} is not a CSV file in UTF-8: {error}") from error
    for name, own in rows.items():
        made = _make_booked(name, own) if has_bookings else _make(name, own, gaps_are_zero)
        if isinstance(made, Series):
            series.append(made)
        else:
            unusable.append(Unusable(name, made))
    return series, unusable


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _read_rows(file: TextIO, path: Path) -> tuple[dict[str, _Rows], bool]:
    """Rows by series, and whether they say when they were booked."""
    reader = csv.DictReader(file)
    header = reader.fieldnames or []
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise ValueError(
            f"{path} has no column {' and no column '.join(missing)}:"
            " it needs series_id, month and value"
        )
    has_bookings = "booked_month" in header
    rows: dict[str, _Rows] = {}
    for row in reader:
        own = rows.setdefault(row["series_id"] or "", _Rows())
        if own.problem is None:
            for problem in _add(own, row, has_bookings):
                own.problem = f"line {reader.line_num}: {problem}"
    if not rows:
        raise ValueError(f"{path} has no rows")
    return rows, has_bookings


def _add(own: _Rows, row: dict[str, str | None], has_bookings: bool) -> Iterator[str]:
    """Add a row to its series, or say what is wrong with it."""
    try:
        month = parse_month(row["month"] or "")
        made = parse_month(row["booked_month"] or "") if has_bookings else month
    except ValueError as error:
        yield str(error)
        return
    text = row["value"] or ""
    try:
        value = float(text)
    except ValueError:
        yield f'"{text}" is not a number' if text else "there is no value"
        return
    if not math.isfinite(value):
        yield f'"{text}" is not a number that can be forecast'
    elif value < 0 and not has_bookings:
        yield f"{text} is below zero"
    own.months.append(month)
    own.made.append(made)
    own.values.append(value)


def _make(name: str, own: _Rows, gaps_are_zero: bool) -> Series | str:
    """A series of single months, or why there is none."""
    if own.problem:
        return own.problem
    by_month = dict(zip(own.months, own.values, strict=True))
    first, last = min(by_month), max(by_month)
    if len(by_month) < len(own.months):
        twice = next(month for month in own.months if own.months.count(month) > 1)
        return f"{format_month(twice)} is there twice"
    if last - first >= MONTHS_MAX:
        return f"{format_month(first)} to {format_month(last)} is more than a century"
    missing = sorted(set(range(first, last + 1)) - by_month.keys())
    if missing and not gaps_are_zero:
        return (
            f"{len(missing)} months are missing, the first is {format_month(missing[0])};"
            " where they mean zero: --gaps-are-zero"
        )
    values = np.array([by_month.get(month, 0.0) for month in range(first, last + 1)])
    return Series(name, first, values)


def _make_booked(name: str, own: _Rows) -> Series | str:
    """A series of bookings: complete are the months up to the last in which anything was booked."""
    if own.problem:
        return own.problem
    event, made = np.array(own.months), np.array(own.made)
    amount = np.array(own.values)
    first, end = int(event.min()), int(made.max()) + 1
    if end - first >= MONTHS_MAX:
        return f"{format_month(first)} to {format_month(end - 1)} is more than a century"
    if end <= first:
        return "no month is complete: all are after the last in which anything was booked"
    inside = event < end
    values = np.bincount(event[inside] - first, amount[inside], minlength=end - first)
    if (values < 0).any():
        month = first + int(np.argmax(values < 0))
        return f"{format_month(month)} has more cancelled than booked"
    return Series(name, first, values.astype(np.float64), Bookings(event, made, amount))
