from __future__ import annotations

import zlib

from flask import request

from app.problems import Problem

BODY_BYTES_MAX = 5 * 1024 * 1024
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


def read_body() -> str:
    """The body of the request as text, inflated where it is gzip, at most 5 MiB.

    Problems: 413 larger, 415 another encoding, 400 broken gzip, text that is not UTF-8, or NUL.
    """
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "gzip":
        data = _inflate(request.get_data(cache=False))
    elif encoding in ("", "identity"):
        data = request.get_data(cache=False)
    else:
        raise Problem(
            415,
            "unsupported_encoding",
            f"Content-Encoding {encoding} is not known here.",
            headers={"Accept-Encoding": "gzip, identity"},
        )
    if len(data) > BODY_BYTES_MAX:
        raise _too_large()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not_utf8", f"Byte {error.start} is not UTF-8.") from error
    if "\0" in text:
        raise Problem(400, "nul_byte", "JSON has no NUL bytes; as an escape they are text.")
    return text


def _inflate(data: bytes) -> bytes:
    """Inflate no further than the limit, so that a bomb costs no more memory than a body may."""
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    try:
        inflated = inflater.decompress(data, BODY_BYTES_MAX + 1)
    except zlib.error as error:
        raise Problem(400, "broken_gzip", "The body is not gzip.") from error
    if len(inflated) > BODY_BYTES_MAX:
        raise _too_large()
    if not inflater.eof:
        raise Problem(400, "broken_gzip", "The gzip body ends too early.")
    return inflated


def _too_large() -> Problem:
    return Problem(413, "body_too_large", "A body has at most 5 MiB, inflated.")
