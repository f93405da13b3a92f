from __future__ import annotations

import json
from typing import Any, NoReturn

from werkzeug.datastructures import MultiDict

from app.problems import Problem

_LISTS = {"metrics", "groupBy", "aggregations"}
_JSON = {"filters", "top", "totals", "realTime", "compareWith", "timeframe"}


def read_query(arguments: MultiDict[str, str]) -> dict[str, Any]:
    """The request of a query string, as its JSON twin would say it.

    metrics, groupBy and aggregations are comma lists; filters, top, totals and realTime are JSON;
    timeframe and compareWith are a name or JSON; from and to make a timeframe. Everything else is
    handed on, for the database to know or refuse. Problem 400 for a parameter given twice or JSON
    that is none.
    """
    body: dict[str, Any] = {}
    for name, values in arguments.lists():
        if len(values) > 1:
            raise _invalid(name, "It is given more than once.")
        body[name] = _read_value(name, values[0])
    bounds = {name: body.pop(name) for name in ("from", "to") if name in body}
    if bounds:
        if "timeframe" in body:
            raise _invalid("timeframe", "Give either timeframe, or from and to.")
        body["timeframe"] = bounds
    return body


def _read_value(name: str, text: str) -> Any:
    """The value of one parameter."""
    if name in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    if name in _JSON:
        if name in ("timeframe", "compareWith") and not text.startswith("{"):
            return text
        try:
            return json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise _invalid(name, "It is not JSON.") from error
    return text


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _invalid(name: str, detail: str) -> Problem:
    return Problem(
        400,
        "invalid_parameter",
        f"The parameter {name} cannot be read.",
        errors=[{"pointer": f"/{name}", "detail": detail}],
    )
