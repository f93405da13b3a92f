"""Requests with an Idempotency-Key count once: the answer is committed with the work."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import ExitStack
from dataclasses import dataclass, field

import psycopg
from flask import Flask, Response, g, request

from app import db
from app.auth import identify
from app.openapi.describe import current_description
from app.problems import Problem, respond_to

REPLAYED = "Idempotent-Replayed"
_KEY = re.compile(r"[ -~]{1,255}")
_KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Cache-Control")


@dataclass(slots=True)
class _Attempt:
    """A request whose answer is to be kept, and what it holds meanwhile."""

    key: str
    digest: bytes
    held: ExitStack = field(default_factory=ExitStack)


def init_app(app: Flask) -> None:
    """Look for an answer before each request that has a key, and keep it after."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_abandon)


def keep_instead(text: str) -> None:
    """Keep this JSON as the body of the answer: for one that holds what is shown only once."""
    g.kept_body = text


def _begin() -> Response | None:
    """The answer that was kept; else begin the transaction that all calls of the request share.

    Problems: 400 for a key that is none, 409 while the first request runs, 422 for another request.
    """
    sent = request.headers.get("Idempotency-Key")
    description = current_description()
    if sent is None or description is None:
        return None
    if not description.takes_idempotency_key(request.method):
        return None
    # A structured header has its string in quotes; many clients send it without.
    key = sent[1:-1] if re.fullmatch('"[^"]*"', sent) else sent
    if not _KEY.fullmatch(key):
        raise Problem(
            400,
            "invalid_idempotency_key",
            "An Idempotency-Key has 1 to 255 printable characters of ASCII.",
        )
    claims = identify()
    attempt = _Attempt(key, _digest())
    with ExitStack() as held:
        held.enter_context(db.hold_transaction(claims))
        status, headers, body = db.call_held(
            "select * from analytics_api.take_idempotency_key(%s, %s)", [key, attempt.digest]
        )
        if status is None:
            # Held until the request is answered.
            attempt.held, g.attempt = held.pop_all(), attempt
            return None
    return Response(body, status, headers={**headers, REPLAYED: "true"})


def _end(response: Response) -> Response:
    """Commit the answer with the work; neither where trying again may help."""
    attempt: _Attempt | None = g.get("attempt")
    if attempt is None:
        return response
    try:
        if response.status_code < 500 and response.status_code != 429:
            headers = {name: response.headers.get(name) for name in _KEPT_HEADERS}
            body = g.get("kept_body") or response.get_data(as_text=True)
            db.call_held(
                "select analytics_api.keep_answer(%s, %s, %s, %s::jsonb, %s::jsonb)",
                [
                    attempt.key,
                    attempt.digest,
                    response.status_code,
                    json.dumps({name: value for name, value in headers.items() if value}),
                    body or None,
                ],
            )
            db.commit_held()
    except psycopg.Error as error:
        response = respond_to(error)
    _abandon()
    return response


def _abandon(_: BaseException | None = None) -> None:
    """Let go of what the request holds; what is not committed by now is undone."""
    attempt: _Attempt | None = g.pop("attempt", None)
    if attempt is not None:
        attempt.held.close()


def _digest() -> bytes:
    """What the key stands for: all of the request that the answer may hang on."""
    parts = [
        request.method,
        request.full_path,
        request.headers.get("Content-Type", ""),
        request.headers.get("Content-Encoding", ""),
        request.headers.get("If-Match", ""),
    ]
    digest = hashlib.sha256("\n".join(parts).encode())
    digest.update(request.get_data())
    return digest.digest()
