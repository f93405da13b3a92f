"""Shapes of requests and answers; what a request means, the database decides.

Requests of the management routes are checked against them here. Those of the busy routes (events,
metrics) go to the database as text, which checks them itself: there they are documentation, and a
test holds the two against each other. Answers are never checked at run time.
"""

from __future__ import annotations

import re
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

_NUMBER = re.compile(r"[-+]?[0-9]*[.]?[0-9]+(?:[eE][-+]?[0-9]+)?")


def _refuse_number(text: Any) -> Any:
    if isinstance(text, str) and _NUMBER.fullmatch(text.strip()):
        raise ValueError("a time in RFC 3339 is expected")
    return text


class Shape(BaseModel):
    """What a client sends: JSON as it is, nothing converted, nothing unknown."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", strict=True
    )


class OpenShape(BaseModel):
    """What a client sends where the database knows better what may be in it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Arguments(BaseModel):
    """What a client sends in the query string: text, converted to what it stands for."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Answer(BaseModel):
    """What the service answers. Members may be added, so clients ignore those they do not know."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


Object = dict[str, Any]
WholeNumber = Annotated[
    int, BeforeValidator(lambda n: int(n) if isinstance(n, float) and n.is_integer() else n)
]
"""A whole number as JSON Schema has it: 4.0 is one."""
Moment = Annotated[
    AwareDatetime, BeforeValidator(_refuse_number), Field(description="RFC 3339, with an offset")
]
"""A time of a query string; pydantic by itself takes seconds since 1970 as well."""
VendorId = Annotated[
    UUID | None, Field(description="May be left out by a caller who has one vendor.")
]
# How a parameter is written in the query string; the document tells it, see app/openapi.
CommaList = Annotated[
    list[str],
    BeforeValidator(lambda text: text.split(",")),
    Field(json_schema_extra={"x-query": "commas"}),
]
JsonText = Annotated[Any, Field(json_schema_extra={"x-query": "json"})]


class ProblemError(Answer):
    """One thing that is wrong with the request."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the request")
    detail: str
    nearest: list[str] | None = Field(None, description="Names that there are, nearest first")


class ProblemAnswer(Answer):
    """A problem of RFC 9457; docs/errors.md explains each code."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = Field(None, description="Path of the request")
    code: str = Field(description="What programs match")
    request_id: str | None = Field(description="As in the header X-Request-Id and in the log")
    hint: str | None = Field(None, description="What would help")
    field: str | None = Field(None, description="Member of the request that is wrong")
    errors: list[ProblemError] | None = Field(None, description="Each thing that is wrong")
