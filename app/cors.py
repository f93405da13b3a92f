"""Which pages of other origins may read the answers: those of a list, and no others."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from app.config import Settings

_OWN_RULES = ("/api/analytics/collect", "/tracker.js")
"""What everybody's pages use says itself who may."""
_REQUEST_HEADERS = (
    "Authorization, Content-Type, Content-Encoding, Idempotency-Key, If-Match, If-None-Match,"
    " X-Request-Id, X-Session-Id, traceparent"
)
_EXPOSED_HEADERS = (
    "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Link, Location,"
    " Idempotent-Replayed, Server-Timing"
)
_PREFLIGHT_AGE_S = 7200


def init_app(app: Flask) -> None:
    """Let the pages of WEDSYNC_CORS_ORIGINS read; without any, nothing is said."""
    settings: Settings = app.extensions["settings"]
    if settings.cors_origins:
        app.after_request(_allow)


def _allow(response: Response) -> Response:
    """Tell the browser, by name, that the page may read; to others the same without that.

    No credentials: the token is in a header, so a cookie is worth nothing here.
    """
    rule = request.url_rule
    if rule is not None and rule.rule in _OWN_RULES:
        return response
    response.vary.add("Origin")
    settings: Settings = current_app.extensions["settings"]
    origin = request.headers.get("Origin", "")
    if origin.lower() not in settings.cors_origins:
        return response
    response.headers["Access-Control-Allow-Origin"] = origin
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = _REQUEST_HEADERS
        response.headers["Access-Control-Max-Age"] = str(_PREFLIGHT_AGE_S)
    else:
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED_HEADERS
    return response
