"""Lists that are read page by page."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, request

NEXT = {"Link": 'The next page, of relation "next"; none on the last page'}
"""The header of an answer with add_next_link, for the description of its route."""


def add_next_link(answer: Response, cursor: str | None) -> Response:
    """Tell where the next page is: here, with the same query and this cursor."""
    if cursor is not None:
        query = urlencode({**request.args.to_dict(), "cursor": cursor})
        answer.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return answer
