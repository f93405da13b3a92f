"""Who asked for what: a row per request, written in the background, and the report on it."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request

from app import db
from app.auth import require_claims
from app.claims import read_caller, read_vendor_ids
from app.config import Settings
from app.ingest.read_shape import read_arguments
from app.openapi.describe import describes
from app.usage.count_rows import count_rows
from app.usage.recorder import Recorder
from app.usage.shapes import UsageQuery, UsageReport

blueprint = Blueprint("usage", __name__, url_prefix="/api/analytics")

_CACHE = re.compile(r";\s*(hit|fwd)\b")


def init_app(app: Flask) -> None:
    """Note each request to the interface, once its answer is complete."""
    settings: Settings = app.extensions["settings"]
    app.extensions["recorder"] = Recorder(settings)
    if settings.usage_log:
        app.after_request(_note)


@blueprint.get("/usage")
@describes(scope="read", query=UsageQuery, answers={200: UsageReport}, problems=(404,))
def get_usage() -> Response:
    """Report requests, errors, times, rows, bytes and cache hits by route, day, caller or status.

    Of one vendor; a platform administrator who names none gets those of all.
    """
    claims = require_claims()
    asked = read_arguments(UsageQuery)
    (text,) = db.call(
        "select analytics_api.get_usage(%s::jsonb, %s, %s, %s)::text from request",
        [
            None if asked.vendor_id is None else json.dumps(str(asked.vendor_id)),
            asked.from_,
            asked.to,
            asked.group_by,
        ],
        claims=claims,
        writes=False,
    )
    return Response(
        text, content_type="application/json", headers={"Cache-Control": "private, no-cache"}
    )


@blueprint.after_app_request
def look_at_rows(answer: Response) -> Response:
    """Take the number of rows from the answer, before it is compressed."""
    if (
        answer.mimetype == "application/json"
        and not answer.is_streamed
        and "Content-Encoding" not in answer.headers
    ):
        g.row_count = count_rows(answer.get_data())
    return answer


def _note(answer: Response) -> Response:
    """Put the request into the queue; what is streamed, when its last byte is sent."""
    rule = request.url_rule
    if rule is None or not rule.rule.startswith("/api/"):
        return answer
    kind, caller_id, vendor_id = _caller()
    row: dict[str, Any] = {
        "vendorId": vendor_id,
        "requestedAt": datetime.now(UTC).isoformat(),
        "callerId": caller_id,
        "callerKind": kind,
        "route": rule.rule,
        "method": request.method,
        "status": answer.status_code,
        "rowCount": g.get("row_count"),
        "cacheStatus": _cache_status(answer),
        "requestId": g.request_id,
        "traceId": g.trace_id,
        "databaseMs": round(g.get("database_ms", 0.0), 3),
        "byteCount": None if answer.is_streamed else answer.content_length,
    }
    recorder: Recorder = current_app.extensions["recorder"]
    started_at = g.started_at

    def add() -> None:
        row["durationMs"] = round((time.perf_counter() - started_at) * 1000, 3)
        recorder.add(row)

    if answer.is_streamed:
        answer.call_on_close(add)
    else:
        add()
    return answer


def _caller() -> tuple[str, str | None, str | None]:
    """Kind and id of the caller, and the one vendor that the request is for, as far as is known."""
    claims: db.Claims | None = g.get("claims")
    if claims is None:
        return "nobody", None, None
    kind, caller_id = read_caller(claims)
    allowed = read_vendor_ids(claims)
    named = request.args.get("vendorId")
    vendor_id = named if named in allowed else allowed[0] if len(allowed) == 1 else None
    return kind, caller_id or None, vendor_id


def _cache_status(answer: Response) -> str | None:
    """Whether a cache had the answer, by its Cache-Status (RFC 9211); None where it has none."""
    found = _CACHE.search(answer.headers.get("Cache-Status", ""))
    return {"hit": "hit", "fwd": "miss"}[found[1]] if found else None
