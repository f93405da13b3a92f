"""Insights: what the figures of a vendor mean for the time ahead.

What is specified and not there yet says so, and never invents a value.
"""

from __future__ import annotations

import json
from typing import NoReturn, get_args

from flask import Blueprint, Response

from app import db
from app.auth import require_claims
from app.ingest.read_shape import read_shape
from app.insight.shapes import AnalysisType, InsightAnswer, InsightRequest
from app.openapi.describe import describes
from app.problems import Problem

blueprint = Blueprint("insight", __name__, url_prefix="/api/analytics")


@blueprint.post("/wedding-insights")
@describes(
    scope="read", body=InsightRequest, answers={200: InsightAnswer}, problems=(400, 404, 501)
)
def analyze() -> Response:
    """Analyse the business: forecast the months ahead.

    400 for an unknown analysisType, and 501 for those that are to come.
    """
    claims = require_claims()
    text = _read_request()
    kind = json.loads(text)["analysisType"]
    if kind != "forecast":
        raise Problem(501, "not_implemented", f"The analysis {kind} is not there yet.")
    (body,) = db.call(
        "select f::text from request, lateral analytics_api.forecast_bookings("
        "case when request.id is not null then %s::jsonb end) as f",
        [text],
        claims=claims,
        writes=False,
    )
    return Response(body, content_type="application/json")


@blueprint.get("/realtime")
@describes(scope="read", answers={}, problems=(501,), uses_database=False)
def connect() -> NoReturn:
    """Follow changes as they happen: not there yet.

    501: the service that pushes changes is to come.
    """
    require_claims()
    raise Problem(501, "not_implemented", "The real-time service is not there yet.")


def _read_request() -> str:
    """The body, once it has its shape; 400 where it does not say what to analyse."""
    try:
        return read_shape(InsightRequest)
    except Problem as problem:
        pointers = {error["pointer"] for error in problem.errors or ()}
        if not pointers & {"", "/analysisType"}:
            raise
        raise Problem(
            400,
            "unknown_analysis_type",
            f"analysisType is one of {', '.join(get_args(AnalysisType))}.",
            errors=[{"pointer": "/analysisType", "detail": "It is missing or unknown."}],
        ) from problem
