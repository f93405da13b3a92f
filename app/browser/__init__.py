"""What browsers tell: the tracker, and the door that it sends to."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, Response, request

from app import db
from app.browser.read_tracker import read_tracker
from app.ingest.read_body import read_body
from app.ingest.shapes import Event, IngestProblem, IngestResult
from app.openapi.describe import describes
from app.problems import Problem

blueprint = Blueprint("browser", __name__)

BODY_BYTES_MAX = 64 * 1024
"""As much as a browser sends after its page is gone."""
_TRACKER = read_tracker()
_ETAG = hashlib.sha256(_TRACKER).hexdigest()[:32]


@blueprint.get("/tracker.js")
@describes(
    answers={200: {"text/javascript": str}, 304: None},
    headers={200: {"ETag": "Of the script", "Cache-Control": "How long it may be kept"}},
    uses_database=False,
)
def get_tracker() -> Response:
    """The script for the vendor's pages; a day in caches, then asked for by its ETag."""
    answer = Response(_TRACKER, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.set_etag(_ETAG)
    answer.make_conditional(request)
    return answer


@blueprint.post("/api/analytics/collect", provide_automatic_options=False)
@describes(
    security="publishableKey",
    body={"text/plain": str, "application/json": list[Event]},
    answers={
        200: IngestResult,
        207: IngestResult,
        422: {"application/problem+json": IngestProblem},
    },
    problems=(401, 403),
)
def collect_events() -> Response:
    """Take in events with a publishable key, from a page of one of its origins.

    Sent as text/plain they need no preflight, and beacons cannot have one. Answers as the events
    endpoint does; 401 no such key, 403 another origin, 413 above 64 KiB.
    """
    text = read_body("application/json", "text/plain")
    if len(text.encode()) > BODY_BYTES_MAX:
        raise Problem(413, "body_too_large", "A page sends at most 64 KiB at once.")
    context = {"ipAddress": request.remote_addr, "userAgent": request.headers.get("User-Agent")}
    origin = request.headers.get("Origin")
    status, body = db.call(
        "select e.status, e.body::text"
        " from request, lateral analytics_api.collect_events("
        "%s, %s, %s, %s::jsonb || jsonb_build_object('requestId', request.id)) as e",
        [
            text,
            request.args.get("key", ""),
            origin,
            json.dumps({name: value for name, value in context.items() if value}),
        ],
        claims=None,
        writes=True,
    )
    kind = "application/problem+json" if status >= 400 else "application/json"
    answer = Response(body, status, content_type=kind)
    answer.headers["Access-Control-Allow-Origin"] = origin or ""
    return answer


@blueprint.route("/api/analytics/collect", methods=["OPTIONS"])
@describes(answers={204: None}, uses_database=False)
def answer_preflight() -> Response:
    """Let pages send application/json too; whose pages may is decided when they send it."""
    return Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "Content-Type",
            "Access-Control-Max-Age": "86400",
        },
    )


@blueprint.after_request
def allow_to_read(answer: Response) -> Response:
    """Let a refused page read why: no cookie is taken here, and a problem tells nothing secret."""
    if request.path == "/api/analytics/collect":
        answer.headers.setdefault("Access-Control-Allow-Origin", "*")
        answer.headers.add("Vary", "Origin")
    return answer
