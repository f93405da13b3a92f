"""What the code of a route does not say by itself, said beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from flask import current_app, request
from pydantic import BaseModel

Scope = Literal["read", "ingest", "admin"]
Content = type[BaseModel] | type[str] | type[bytes] | Any
"""What a media type holds: a model or another type that has a JSON Schema; str and bytes are text
and a file."""
_View = TypeVar("_View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Of one view: who may, what it takes, what it answers."""

    scope: Scope | None = None
    """What the caller must hold; None where nobody is asked."""
    security: str | None = None
    """Another scheme of the document than the token."""
    query: type[BaseModel] | None = None
    body: Mapping[str, Content] = field(default_factory=dict)
    """By media type."""
    is_gzip_allowed: bool = False
    answers: Mapping[int, Mapping[str, Content]] = field(default_factory=dict)
    """By status and media type; nothing in it for an answer without a body."""
    headers: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """By status: names and what they say, beside those that every answer has."""
    request_headers: Mapping[str, str] = field(default_factory=dict)
    """Headers that a request needs, and what they say."""
    problems: Collection[int] = ()
    """Statuses of problems beside those that every route of its kind has."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What the parts of the path are."""
    uses_database: bool = True
    is_cached: bool = False
    """Whether it takes If-None-Match and says where its answer is from."""
    is_limited: bool = True
    """Whether its requests count against the limits of whoever sends them."""

    def takes_idempotency_key(self, method: str) -> bool:
        """Whether a request with this method changes something for a caller who is known.

        Queries by POST change nothing; webhooks and pages of a browser have ids of their own.
        """
        return method in ("POST", "PUT", "PATCH", "DELETE") and self.scope in ("ingest", "admin")


_CACHED = {
    "ETag": "The tag of the answer; a request with it as If-None-Match gets 304 while it is right",
    "Cache-Status": "Whether the answer was kept, as RFC 9211 says it",
}
_AGE = {"Age": "Seconds since a kept answer was calculated"}


def describes(
    *,
    scope: Scope | None = None,
    security: str | None = None,
    query: type[BaseModel] | None = None,
    body: Content | Mapping[str, Content] | None = None,
    is_gzip_allowed: bool = False,
    answers: Mapping[int, Content | Mapping[str, Content] | None],
    headers: Mapping[int, Mapping[str, str]] | None = None,
    request_headers: Mapping[str, str] | None = None,
    problems: Collection[int] = (),
    parameters: Mapping[str, str] | None = None,
    uses_database: bool = True,
    is_cached: bool = False,
    is_limited: bool = True,
) -> Callable[[_View], _View]:
    """Describe a view for the document; its docstring gives summary and description.

    A body or an answer that is not said to be of another media type is JSON. The view itself is
    returned; at run time its description says what scope, limits and Idempotency-Key it has.
    """
    headers = headers or {}
    if is_cached:
        answers = {**answers, 304: None}
        headers = {**headers, 200: {**headers.get(200, {}), **_CACHED, **_AGE}, 304: _CACHED}
    description = Description(
        scope=scope,
        security=security,
        query=query,
        body=_by_type(body),
        is_gzip_allowed=is_gzip_allowed,
        answers={status: _by_type(content) for status, content in answers.items()},
        headers=headers,
        request_headers=request_headers or {},
        problems=problems,
        parameters=parameters or {},
        uses_database=uses_database,
        is_cached=is_cached,
        is_limited=is_limited,
    )

    def attach(view: _View) -> _View:
        view.description = description  # type: ignore[attr-defined]
        return view

    return attach


def current_description() -> Description | None:
    """The description of the route that is asked; None where there is no such route."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), "description", None)


def _by_type(content: Content | Mapping[str, Content] | None) -> Mapping[str, Content]:
    if content is None:
        return {}
    return content if isinstance(content, Mapping) else {"application/json": content}
