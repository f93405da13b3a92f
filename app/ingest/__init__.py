"""Events come in."""

from __future__ import annotations

import json

import psycopg
from flask import Blueprint, Response, g, request

from app import db
from app.auth import require_claims
from app.ingest.read_body import UnreadableBodyError, read_body
from app.ingest.read_shape import read_shape
from app.ingest.shapes import (
    CloudEvent,
    Correction,
    CorrectionResult,
    Deletion,
    Event,
    IngestProblem,
    IngestResult,
    StreamEnvelope,
)
from app.openapi.describe import describes

blueprint = Blueprint("ingest", __name__, url_prefix="/api/analytics")

_FORMATS = {"application/json": "json", "application/x-ndjson": "ndjson"}
_CLOUDEVENTS = {
    "application/cloudevents+json": False,
    "application/cloudevents-batch+json": True,
}
"""Whether each holds a batch."""


# Refusals of the database that concern a body as a whole, and the keyword of the reason.
_REFUSALS = {"ZA100": "json", "ZA102": "maxItems"}


@blueprint.post("/events")
@describes(
    scope="ingest",
    body={
        "application/json": list[Event] | StreamEnvelope | Event,
        "application/x-ndjson": str,
        "application/cloudevents+json": CloudEvent,
        "application/cloudevents-batch+json": list[CloudEvent],
    },
    is_gzip_allowed=True,
    answers={
        200: IngestResult,
        207: IngestResult,
        422: {"application/problem+json": IngestProblem},
    },
)
def receive_events() -> Response:
    """Hand the body to the database as text; it answers once everything is committed.

    200 all stored or duplicate, 207 some rejected, 422 all rejected; 400 malformed, 413 too large,
    415 another type or encoding. A body that came whole and cannot be taken apart is kept.
    """
    claims = require_claims()
    try:
        text = read_body(*_FORMATS, *_CLOUDEVENTS)
    except UnreadableBodyError as problem:
        _keep_body(problem.data, problem.code, problem.detail, claims)
        raise
    try:
        status, body = _ingest(text, claims)
    except psycopg.Error as error:
        keyword = _REFUSALS.get(error.sqlstate or "")
        if keyword:
            _keep_body(text.encode(), keyword, error.diag.message_primary or "", claims)
        raise
    kind = "application/problem+json" if status >= 400 else "application/json"
    return Response(body, status, content_type=kind)


def _ingest(text: str, claims: db.Claims) -> tuple[int, str]:
    """Status and body of the answer of the database."""
    if request.mimetype in _CLOUDEVENTS:
        status, body = db.call(
            "select e.status, e.body::text"
            " from request, lateral analytics_api.receive_cloudevents("
            "%s, %s, %s::jsonb || jsonb_build_object('requestId', request.id)) as e",
            [text, _CLOUDEVENTS[request.mimetype], _context(claims)],
            claims=claims,
            writes=True,
        )
    else:
        status, body = db.call(
            "select e.status, e.body::text"
            " from request, lateral analytics_api.receive_events("
            "%s, %s, %s::jsonb || jsonb_build_object('requestId', request.id)) as e",
            [text, _FORMATS[request.mimetype], _context(claims)],
            claims=claims,
            writes=True,
        )
    return status, body


def _context(claims: db.Claims) -> str:
    """What is known beside the body, as JSON."""
    context = {
        "door": "http",
        "sessionId": request.headers.get("X-Session-Id"),
        "ipAddress": request.remote_addr,
        "userAgent": request.headers.get("User-Agent"),
        "subject": claims["sub"],
    }
    return json.dumps({name: value for name, value in context.items() if value})


def _keep_body(data: bytes, keyword: str, detail: str, claims: db.Claims) -> None:
    """Keep a refused body byte for byte; the problem that follows tells its id."""
    (reject_id,) = db.call(
        "select r::text from request, lateral analytics_api.refuse_body("
        "%s::bytea, %s, %s, %s, %s::jsonb || jsonb_build_object('requestId', request.id)) as r",
        [data, _FORMATS.get(request.mimetype, "json"), keyword, detail, _context(claims)],
        claims=claims,
        writes=True,
    )
    if reject_id:
        g.problem_members = {"rejectedEventId": reject_id}


@blueprint.post("/events/corrections")
@describes(scope="admin", body=Correction, answers={200: CorrectionResult}, problems=(404, 409))
def correct_event() -> Response:
    """Replace eventData of the event that vendorId, eventType, timestamp and id name.

    200 corrected or unchanged; 403 not an owner, 404 no such event, 422 invalid data.
    """
    claims = require_claims()
    (answer,) = db.call(
        "select analytics_api.correct_event(b.body, b.body -> 'eventData', b.body ->> 'reason',"
        " jsonb_build_object('requestId', request.id))::text"
        " from request, lateral (select %s::jsonb as body) as b",
        [read_shape(Correction)],
        claims=claims,
        writes=True,
    )
    return Response(answer, content_type="application/json")


@blueprint.post("/events/deletions")
@describes(scope="admin", body=Deletion, answers={200: CorrectionResult}, problems=(404, 409))
def delete_event() -> Response:
    """Delete the event that vendorId, eventType, timestamp and id name, for good.

    200 deleted now or before; 403 not an owner, 404 no such event.
    """
    claims = require_claims()
    (answer,) = db.call(
        "select analytics_api.delete_event(b.body, b.body ->> 'reason',"
        " jsonb_build_object('requestId', request.id))::text"
        " from request, lateral (select %s::jsonb as body) as b",
        [read_shape(Deletion)],
        claims=claims,
        writes=True,
    )
    return Response(answer, content_type="application/json")
