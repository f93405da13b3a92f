"""Answers are compressed for whoever accepts gzip."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

BYTES_MIN = 1024
LEVEL = 5
_TEXTS = ("application/json", "application/problem+json", "text/")


def init_app(app: Flask) -> None:
    """Compress what is text and long enough to gain by it."""
    app.after_request(_compress)


def accepts_gzip() -> bool:
    """Whether the answer may be compressed."""
    return request.accept_encodings.quality("gzip") > 0


def _compress(response: Response) -> Response:
    is_text = (response.content_type or "").startswith(_TEXTS)
    if not is_text or response.direct_passthrough or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if (
        accepts_gzip()
        and "Content-Encoding" not in response.headers
        and (response.content_length or 0) >= BYTES_MIN
    ):
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        tag, _ = response.get_etag()
        if tag is not None:
            # Equal content, other bytes: a strong tag would promise the same bytes.
            response.set_etag(tag, weak=True)
    return response
