"""Metrics, and the catalogue that says what can be asked."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from app import cache, db
from app.auth import require_claims
from app.ingest.read_body import read_body
from app.metric.read_query import read_query
from app.metric.render import EXCEL, FORMATS, accepted_format
from app.metric.shapes import (
    Catalog,
    ChartData,
    MetricsAnswer,
    MetricsQuery,
    MetricsRequest,
    MetricUpdates,
    MetricUpdatesProblem,
    MetricUpdatesResult,
)
from app.openapi.describe import describes

blueprint = Blueprint("metric", __name__, url_prefix="/api/analytics")

_ANSWERS = {
    200: {"application/json": MetricsAnswer | ChartData, "text/csv": str, EXCEL: bytes},
}
_HEADERS = {200: {"Content-Disposition": "Name of the file, for CSV and Excel"}}


@blueprint.post("/metrics")
@describes(
    scope="read",
    body=MetricsRequest,
    answers=_ANSWERS,
    headers=_HEADERS,
    problems=(404,),
    is_cached=True,
)
def calculate_metrics() -> Response:
    """Calculate the metrics that the JSON body asks for."""
    claims = require_claims()
    return _answer(read_body("application/json"), claims)


@blueprint.get("/metrics")
@describes(
    scope="read",
    query=MetricsQuery,
    answers=_ANSWERS,
    headers=_HEADERS,
    problems=(404,),
    is_cached=True,
)
def calculate_metrics_of_query() -> Response:
    """The same with the request in the query string, so that caches can hold the answer."""
    claims = require_claims()
    return _answer(json.dumps(read_query(request.args)), claims)


@blueprint.post("/metrics/updates")
@describes(
    scope="ingest",
    body=MetricUpdates,
    answers={
        200: MetricUpdatesResult,
        207: MetricUpdatesResult,
        422: {"application/problem+json": MetricUpdatesProblem},
    },
    problems=(404,),
)
def update_metrics() -> Response:
    """Set, count or calculate metrics of the vendor's own; statuses as for events."""
    claims = require_claims()
    status, body = db.call(
        "select u.status, u.body::text"
        " from request, lateral analytics_api.update_metrics("
        "%s::jsonb, %s::jsonb || jsonb_build_object('requestId', request.id)) as u",
        [read_body("application/json"), json.dumps({"door": "http", "subject": claims["sub"]})],
        claims=claims,
        writes=True,
    )
    kind = "application/problem+json" if status >= 400 else "application/json"
    return Response(body, status, content_type=kind)


@blueprint.get("/catalog")
@describes(scope="read", answers={200: Catalog}, is_cached=True)
def get_catalog() -> Response:
    """Describe metrics, events, fields and time ranges."""
    return cache.answer(
        "select a.etag, a.format, a.body, a.tail, a.rule"
        " from request, lateral analytics_api.answer_catalog("
        "case when request.id is not null then %s::text[] end, %s) as a",
        [],
        claims=require_claims(),
    )


def _answer(body: str, claims: db.Claims) -> Response:
    """The answer of the database, in the format that was asked for."""
    return cache.answer(
        "select a.etag, a.format, a.body, a.tail, a.rule, a.units"
        " from request, lateral analytics_api.answer_metrics("
        "case when request.id is not null then %s::jsonb end, %s, %s::text[], %s, %s) as a",
        [body, accepted_format()],
        claims=claims,
        formats=FORMATS,
        is_weighed=True,
    )
