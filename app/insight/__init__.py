"""What is specified and not there yet says so, and never invents a value."""

from __future__ import annotations

import json
from typing import NoReturn

from flask import Blueprint

from app.auth import require_claims
from app.ingest.read_body import read_body
from app.problems import Problem

blueprint = Blueprint("insight", __name__, url_prefix="/api/analytics")

_ANALYSIS_TYPES = ("seasonal", "forecast", "benchmark", "market", "lead_time")


@blueprint.post("/wedding-insights")
def analyze() -> NoReturn:
    """Answer 400 for an unknown analysisType, and 501 for those that are to come."""
    require_claims()
    text = read_body("application/json")
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        body = None
    kind = body.get("analysisType") if isinstance(body, dict) else None
    if kind not in _ANALYSIS_TYPES:
        raise Problem(
            400,
            "unknown_analysis_type",
            f"analysisType is one of {', '.join(_ANALYSIS_TYPES)}.",
            errors=[{"pointer": "/analysisType", "detail": "It is missing or unknown."}],
        )
    raise Problem(501, "not_implemented", f"The analysis {kind} is not there yet.")


@blueprint.get("/realtime")
def connect() -> NoReturn:
    """Answer 501: the service that pushes changes is to come."""
    require_claims()
    raise Problem(501, "not_implemented", "The real-time service is not there yet.")
