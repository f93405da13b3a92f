"""Requests whose shape is checked before the database is asked."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from app.ingest.read_body import read_body
from app.problems import Problem

_Shape = TypeVar("_Shape", bound=BaseModel)


def read_shape(shape: type[BaseModel]) -> str:
    """The JSON body of the request as it came, once it has the shape.

    Problems: those of read_body, 400 for what is not JSON, 422 that points at each wrong member.
    """
    text = read_body("application/json")
    try:
        shape.model_validate_json(text)
    except ValidationError as error:
        raise _problem(error, text) from error
    return text


def read_arguments(shape: type[_Shape]) -> _Shape:
    """The query string of the request, once it has the shape.

    Problems: 400 for a parameter that is given twice, 422 that points at each wrong one.
    """
    for name, values in request.args.lists():
        if len(values) > 1:
            raise Problem(
                400,
                "invalid_parameter",
                f"The parameter {name} is given twice.",
                errors=[{"pointer": _pointer([name]), "detail": "It is given twice."}],
            )
    arguments = request.args.to_dict()
    try:
        return shape.model_validate_strings(arguments)
    except ValidationError as error:
        raise _problem(error, json.dumps(arguments)) from error


def _problem(error: ValidationError, text: str) -> Problem:
    """What pydantic found, in the form in which the database tells such things."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    if found[0]["type"] == "json_invalid":
        return Problem(400, "invalid_json", "The body is not JSON.")
    body = json.loads(text)
    errors: dict[str, dict[str, str]] = {}
    for item in found:
        pointer = _pointer(_locate(item["loc"], body, is_missing=item["type"] == "missing"))
        # Of several forms that a member may have, what is wrong with the first says most.
        errors.setdefault(pointer, {"pointer": pointer, "detail": _describe(item)})
    return Problem(
        422, "invalid_shape", "The request does not have its shape.", errors=list(errors.values())
    )


def _describe(item: Any) -> str:
    if item["type"] == "missing":
        return "it is missing"
    if item["type"] == "extra_forbidden":
        return f"there is no member {json.dumps(item['loc'][-1])}"
    return str(item["msg"])


def _locate(location: tuple[int | str, ...], body: Any, *, is_missing: bool) -> list[int | str]:
    """The steps of a location that lead into the body; others name a form of a union."""
    steps: list[int | str] = []
    for place, step in enumerate(location):
        is_last = place == len(location) - 1
        if isinstance(body, dict) and (step in body or (is_last and is_missing)):
            body = body.get(step)
        elif isinstance(body, list) and isinstance(step, int) and step < len(body):
            body = body[step]
        else:
            continue
        steps.append(step)
    return steps


def _pointer(steps: list[int | str]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)
