"""Events come in."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from app import db
from app.auth import require_claims
from app.ingest.read_body import read_body

blueprint = Blueprint("ingest", __name__, url_prefix="/api/analytics")

_FORMATS = {"application/json": "json", "application/x-ndjson": "ndjson"}


@blueprint.post("/events")
def receive_events() -> Response:
    """Hand the body to the database as text; it answers once everything is committed.

    200 all stored or duplicate, 207 some rejected, 422 all rejected; 400 malformed, 413 too large,
    415 another type or encoding.
    """
    claims = require_claims()
    text = read_body(*_FORMATS)
    context = {
        "door": "http",
        "sessionId": request.headers.get("X-Session-Id"),
        "ipAddress": request.remote_addr,
        "userAgent": request.headers.get("User-Agent"),
        "subject": claims["sub"],
    }
    status, body = db.call(
        "select e.status, e.body::text"
        " from request, lateral analytics_api.receive_events("
        "%s, %s, %s::jsonb || jsonb_build_object('requestId', request.id)) as e",
        [
            text,
            _FORMATS[request.mimetype],
            json.dumps({name: value for name, value in context.items() if value}),
        ],
        claims=claims,
        writes=True,
    )
    kind = "application/problem+json" if status >= 400 else "application/json"
    return Response(body, status, content_type=kind)


@blueprint.post("/events/corrections")
def correct_event() -> Response:
    """Replace eventData of the event that vendorId, eventType, timestamp and id name.

    200 corrected or unchanged; 403 not an owner, 404 no such event, 422 invalid data.
    """
    claims = require_claims()
    (answer,) = db.call(
        "select analytics_api.correct_event(b.body, b.body -> 'eventData', b.body ->> 'reason',"
        " jsonb_build_object('requestId', request.id))::text"
        " from request, lateral (select %s::jsonb as body) as b",
        [read_body("application/json")],
        claims=claims,
        writes=True,
    )
    return Response(answer, content_type="application/json")


@blueprint.post("/events/deletions")
def delete_event() -> Response:
    """Delete the event that vendorId, eventType, timestamp and id name, for good.

    200 deleted now or before; 403 not an owner, 404 no such event.
    """
    claims = require_claims()
    (answer,) = db.call(
        "select analytics_api.delete_event(b.body, b.body ->> 'reason',"
        " jsonb_build_object('requestId', request.id))::text"
        " from request, lateral (select %s::jsonb as body) as b",
        [read_body("application/json")],
        claims=claims,
        writes=True,
    )
    return Response(answer, content_type="application/json")
