"""One line of JSON per request, without personal data: no body, token, address or query."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
import uuid

from flask import Flask, Response, g, request

from app.config import Settings

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")
# W3C Trace Context, version 00; of a later version the first four fields are the same.
_TRACE_PARENT = re.compile(r"(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?")
_logger = logging.getLogger("wedsync.access")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; what was passed as ``extra={"fields": …}`` becomes members."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without a line feed."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def log_to_stderr(settings: Settings) -> None:
    """Have our loggers write lines of JSON to standard error."""
    for name, level in (("wedsync", settings.log_level), ("psycopg.pool", "WARNING")):
        logger = logging.getLogger(name)
        if not logger.handlers:
            handler = logging.StreamHandler()
            handler.setFormatter(JsonFormatter())
            logger.addHandler(handler)
            logger.propagate = False
        logger.setLevel(level)


def init_app(app: Flask) -> None:
    """Number each request, tell its number in the answer, and log it."""
    log_to_stderr(app.extensions["settings"])
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    """Take the request id that was sent, where it is a plain token, or make one."""
    sent = request.headers.get("X-Request-Id", "")
    g.request_id = sent if _SANE_ID.fullmatch(sent) else str(uuid.uuid4())
    g.started_at = time.perf_counter()
    parent = _TRACE_PARENT.fullmatch(request.headers.get("traceparent", ""))
    is_traced = parent is not None and int(parent[1], 16) > 0 and int(parent[2], 16) > 0
    g.trace_id = parent[1] if parent is not None and is_traced else secrets.token_hex(16)
    g.span_id = secrets.token_hex(8)


def _end(response: Response) -> Response:
    """Tell the request id and where the time went, and log what became of the request."""
    response.headers["X-Request-Id"] = g.request_id
    total_ms = (time.perf_counter() - g.started_at) * 1000
    parts = {"auth": g.get("auth_ms"), "db": g.get("database_ms"), "total": total_ms}
    response.headers["Server-Timing"] = ", ".join(
        f"{name};dur={ms:.2f}" for name, ms in parts.items() if ms is not None
    )
    _logger.info(
        "request",
        extra={
            "fields": {
                "requestId": g.request_id,
                "method": request.method,
                "route": request.url_rule.rule if request.url_rule else None,
                "status": response.status_code,
                "ms": round(total_ms, 3),
                "traceId": g.trace_id,
                "spanId": g.span_id,
            }
        },
    )
    return response
