"""What was refused: list it, look at it, take it in again."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, Response, request

from app import db
from app.auth import require_claims
from app.ingest.read_body import read_body
from app.ingest.shapes import (
    RejectedEventDetail,
    RejectedEvents,
    RejectFilter,
    Replay,
    ReplayResult,
)
from app.openapi.describe import describes
from app.paging import NEXT, add_next_link
from app.problems import Problem

blueprint = Blueprint("rejects", __name__, url_prefix="/api/analytics")


@blueprint.get("/rejected-events")
@describes(scope="read", query=RejectFilter, answers={200: RejectedEvents}, headers={200: NEXT})
def list_rejected_events() -> Response:
    """List them, latest first; the query narrows them down, and names the page by its cursor."""
    claims = require_claims()
    for name, values in request.args.lists():
        if len(values) > 1:
            raise Problem(400, "invalid_parameter", f"The parameter {name} is given twice.")
    text, cursor = db.call(
        "select r::text, r ->> 'nextCursor'"
        " from request, lateral analytics_api.list_rejected_events("
        "case when request.id is not null then %s::jsonb end) as r",
        [json.dumps(request.args.to_dict())],
        claims=claims,
        writes=False,
    )
    return add_next_link(_answer(text), cursor)


@blueprint.get("/rejected-events/<uuid:reject_id>")
@describes(scope="read", answers={200: RejectedEventDetail}, problems=(404,))
def get_rejected_event(reject_id: UUID) -> Response:
    """Show one with its bytes, reasons, context and latest replay."""
    (text,) = db.call(
        "select analytics_api.get_rejected_event(%s)::text from request",
        [reject_id],
        claims=require_claims(),
        writes=False,
    )
    return _answer(text)


@blueprint.post("/rejected-events/replay")
@describes(scope="ingest", body=Replay, answers={200: ReplayResult}, problems=(404,))
def replay_rejected_events() -> Response:
    """Take those that the body means in again, and tell what became of each."""
    claims = require_claims()
    (text,) = db.call(
        "select analytics_api.replay_rejected_events(%s::jsonb)::text from request",
        [read_body("application/json")],
        claims=claims,
        writes=True,
    )
    return _answer(text)


def _answer(text: str) -> Response:
    """The answer of the database, untouched; it may hold personal data, so nobody keeps it."""
    return Response(text, content_type="application/json", headers={"Cache-Control": "no-store"})
