"""Insights: what the figures of a vendor mean for the time ahead.

What is specified and not there yet says so, and never invents a value.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn, get_args

from flask import Blueprint, Response

from app import cache, db
from app.auth import require_claims
from app.ingest.read_shape import read_arguments, read_shape
from app.insight.shapes import (
    AnalysisType,
    InsightAnswer,
    InsightRequest,
    Recommendation,
    RecommendationDecision,
    RecommendationList,
    RecommendationQuery,
    RecommendationRequest,
)
from app.openapi.describe import describes
from app.problems import Problem

blueprint = Blueprint("insight", __name__, url_prefix="/api/analytics")


@blueprint.post("/wedding-insights")
@describes(
    scope="read",
    body=InsightRequest,
    answers={200: InsightAnswer},
    problems=(400, 404, 501),
    is_cached=True,
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
    return cache.answer(
        "select a.etag, a.format, a.body, a.tail, a.rule from request,"
        " lateral analytics_api.answer_insight("
        "case when request.id is not null then %s::jsonb end, %s::text[], %s) as a",
        [text],
        claims=claims,
    )


@blueprint.get("/recommendations")
@describes(
    scope="read", query=RecommendationQuery, answers={200: RecommendationList}, problems=(404,)
)
def list_recommendations() -> Response:
    """The recommendations that were made for a vendor, what is proposed first."""
    claims = require_claims()
    asked = read_arguments(RecommendationQuery)
    return _json(
        db.call(
            "select r::text from request, lateral analytics_api.list_recommendations("
            "case when request.id is not null then %s::jsonb end) as r",
            [asked.model_dump_json(by_alias=True, exclude_none=True)],
            claims=claims,
            writes=False,
        )
    )


@blueprint.post("/recommendations")
@describes(
    scope="admin",
    body=RecommendationRequest,
    answers={200: RecommendationList},
    problems=(404,),
)
def generate_recommendations() -> Response:
    """Make recommendations of the figures as they are now.

    What is proposed is brought up to date; what was decided stays as it is.
    """
    claims = require_claims()
    return _json(
        db.call(
            "select r::text from request, lateral analytics_api.generate_recommendations("
            "case when request.id is not null then %s::jsonb end) as r",
            [read_shape(RecommendationRequest)],
            claims=claims,
            writes=True,
        )
    )


@blueprint.get("/recommendations/<uuid:recommendation_id>")
@describes(
    scope="read",
    answers={200: Recommendation},
    problems=(404,),
    parameters={"recommendationId": "Of the recommendation"},
)
def get_recommendation(recommendation_id: Any) -> Response:
    """A recommendation, with what came of it."""
    claims = require_claims()
    return _json(
        db.call(
            "select analytics_api.get_recommendation(%s)::text from request",
            [recommendation_id],
            claims=claims,
            writes=False,
        )
    )


@blueprint.patch("/recommendations/<uuid:recommendation_id>")
@describes(
    scope="admin",
    body=RecommendationDecision,
    answers={200: Recommendation},
    problems=(404,),
    parameters={"recommendationId": "Of the recommendation"},
)
def decide_recommendation(recommendation_id: Any) -> Response:
    """Accept, dismiss or finish a recommendation.

    What is accepted is measured when its time is over.
    """
    claims = require_claims()
    return _json(
        db.call(
            "select analytics_api.decide_recommendation(%s, %s::jsonb)::text from request",
            [recommendation_id, read_shape(RecommendationDecision)],
            claims=claims,
            writes=True,
        )
    )


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


def _json(row: tuple[Any, ...]) -> Response:
    return Response(row[0], content_type="application/json")
