"""Webhooks of other services come in."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request

from app import db
from app.hook.shapes import Delivery
from app.ingest.read_body import read_body
from app.openapi.describe import describes

blueprint = Blueprint("hook", __name__, url_prefix="/api/analytics")


@blueprint.post("/hooks/<source>")
@describes(
    body=Any,
    answers={200: Delivery, 202: Delivery},
    problems=(401, 404),
    parameters={"source": "The name under which the sender is registered"},
)
def receive_hook(source: str) -> Response:
    """Hand headers and body to the database, which holds the secret and checks the signature.

    200 all events are stored, also where it came before; 202 something was kept as rejected, and to
    send it again would not help; 401 the signature is not good; 404 there is no such source.
    """
    headers = {name.lower(): value for name, value in request.headers.items()}
    status, body = db.call(
        "select h.status, h.body::text"
        " from request, lateral analytics_api.receive_hook("
        "%s, %s::jsonb, %s, jsonb_build_object('requestId', request.id)) as h",
        [source, json.dumps(headers), read_body("application/json")],
        claims=None,
        writes=True,
    )
    kind = "application/problem+json" if status >= 400 else "application/json"
    answer = Response(body, status, content_type=kind)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Signature"
    return answer
