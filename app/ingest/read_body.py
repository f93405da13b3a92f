from __future__ import annotations

import gzip
import io
import zlib

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from app.config import BODY_BYTES_MAX
from app.problems import Problem

_CHARSETS = ("utf-8", "utf8", "us-ascii")


class UnreadableBodyError(Problem):
    """A problem 400 with a body that came whole and is no text: data as it came, or inflated."""

    def __init__(self, code: str, detail: str, data: bytes) -> None:
        super().__init__(400, code, detail)
        self.data = data


def read_body(*types: str) -> str:
    """The body of the request as text, inflated where it is gzip, at most 5 MiB before and after.

    Problems: 413 larger, 415 another content type, charset or encoding, 400 a body that breaks off;
    UnreadableBodyError for broken gzip, text that is not UTF-8, and NUL.
    """
    _check_type(types)
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip"):
        raise Problem(
            415,
            "unsupported_encoding",
            f"Content-Encoding {encoding} is not known here.",
            headers={"Accept-Encoding": "gzip, identity"},
        )
    data = _limited(_read_whole())
    if encoding == "gzip":
        data = _limited(_inflate(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableBodyError("not_utf8", f"Byte {error.start} is not UTF-8.", data) from error
    if "\0" in text:
        raise UnreadableBodyError(
            "nul_byte", "JSON has no NUL bytes; as an escape they are text.", data
        )
    return text


def _check_type(types: tuple[str, ...]) -> None:
    """Refuse what is none of the types, or another charset than UTF-8."""
    if request.mimetype not in types:
        raise Problem(
            415,
            "unsupported_media_type",
            f"Send {' or '.join(types)}.",
            headers={"Accept": ", ".join(types)},
        )
    if request.mimetype_params.get("charset", "utf-8").lower() not in _CHARSETS:
        raise Problem(415, "unsupported_charset", "Send UTF-8.")


def _read_whole() -> bytes:
    """The bytes that were sent, all of them: the first lines of NDJSON would pass for a batch."""
    data = request.get_data(cache=False)
    declared, limit = request.content_length, request.max_content_length
    if declared is not None and len(data) < declared:
        raise Problem(400, "incomplete_body", "The body breaks off before its Content-Length.")
    # A chunked body is cut at the limit without an error.
    if declared is None and limit is not None and len(data) >= limit:
        raise RequestEntityTooLarge
    return data


def _inflate(data: bytes) -> bytes:
    """All members of the gzip data, one byte further than the limit at most: bombs stay small."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(BODY_BYTES_MAX + 1)
    except EOFError as error:
        raise UnreadableBodyError("broken_gzip", "The gzip body ends too early.", data) from error
    except (OSError, zlib.error) as error:
        raise UnreadableBodyError("broken_gzip", "The body is not gzip.", data) from error


def _limited(data: bytes) -> bytes:
    """The data, where it is within the limit."""
    if len(data) > BODY_BYTES_MAX:
        raise Problem(413, "body_too_large", "A body has at most 5 MiB, inflated.")
    return data
