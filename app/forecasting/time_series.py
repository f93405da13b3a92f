from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import psycopg

from app.forecasting.series import Values

METHODS = ("theta", "month_share", "holt_winters", "time_series")
BATCH = 100
TimeSeriesMethods = Callable[[Sequence[Values], int], list[dict[str, Values]]]
"""Forecasts by METHODS of many series, a horizon ahead: those of the database, in its order."""


def make_methods(connection: psycopg.Connection[Any]) -> TimeSeriesMethods:
    """The methods as functions of a database that is migrated; nothing is written to it."""

    def forecast(series: Sequence[Values], horizon: int) -> list[dict[str, Values]]:
        answers: list[dict[str, Values]] = []
        for first in range(0, len(series), BATCH):
            # Arrays of unlike length do not make one array: each travels as its text.
            texts = [_to_text(values) for values in series[first : first + BATCH]]
            rows = connection.execute(
                "select m.theta, m.month_share, m.holt_winters, m.time_series"
                " from unnest(%s::text[]) with ordinality as s (series, place)"
                " cross join lateral analytics.forecast_by_methods(s.series::float8[], %s) as m"
                " order by s.place",
                [texts, horizon],
            )
            answers.extend(
                {name: np.array(row[place]) for place, name in enumerate(METHODS)} for row in rows
            )
        return answers

    return forecast


def _to_text(values: Values) -> str:
    return "{" + ",".join(map(repr, values.tolist())) + "}"
