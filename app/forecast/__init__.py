"""Models that forecast a vendor by month: trained by the worker, read here."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response

from app import db
from app.auth import require_claims
from app.forecast.shapes import (
    EvaluationAnswer,
    EvaluationJob,
    EvaluationList,
    EvaluationRequest,
    Model,
    ModelList,
    ModelListQuery,
    ModelRequest,
    ModelUpdate,
    Prediction,
    PredictionQuery,
    PredictionRequest,
    TrainingJob,
)
from app.ingest.read_shape import read_arguments, read_shape
from app.openapi.describe import describes

blueprint = Blueprint("forecast", __name__, url_prefix="/api/analytics")

_PATH = {"modelId": "Of the model"}
_JOB_PATH = _PATH | {"jobId": "Of the job"}
_LOCATION = {202: {"Location": "Of the job: how far it is, and to cancel it"}}


@blueprint.post("/models")
@describes(
    scope="admin",
    body=ModelRequest,
    answers={202: TrainingJob},
    headers=_LOCATION,
    problems=(404, 409),
)
def train_model() -> Response:
    """Make a model and have it trained.

    The forecasting worker trains; a model of type time_series is trained at once, without it.
    """
    claims = require_claims()
    return _accepted(
        db.call(
            "select j::text, j ->> 'modelId', j ->> 'id'"
            " from request, lateral analytics_api.train_model("
            "case when request.id is not null then %s::jsonb end) as j",
            [read_shape(ModelRequest)],
            claims=claims,
            writes=True,
        )
    )


@blueprint.get("/models")
@describes(scope="read", query=ModelListQuery, answers={200: ModelList}, problems=(404,))
def list_models() -> Response:
    """The models of a vendor, or of all vendors of the caller."""
    claims = require_claims()
    vendor_id = read_arguments(ModelListQuery).vendor_id
    return _json(
        db.call(
            "select analytics_api.list_models(%s)::text from request",
            [None if vendor_id is None else json.dumps(str(vendor_id))],
            claims=claims,
            writes=False,
        )
    )


@blueprint.get("/models/<uuid:model_id>")
@describes(scope="read", answers={200: Model}, problems=(404,), parameters=_PATH)
def get_model(model_id: Any) -> Response:
    """A model with its versions, and why one of them answers."""
    claims = require_claims()
    return _json(
        db.call(
            "select analytics_api.get_model(%s)::text from request",
            [model_id],
            claims=claims,
            writes=False,
        )
    )


@blueprint.post("/models/<uuid:model_id>/updates")
@describes(
    scope="admin",
    body=ModelUpdate,
    answers={202: TrainingJob},
    headers=_LOCATION,
    problems=(404, 409),
    parameters=_PATH,
)
def update_model(model_id: Any) -> Response:
    """Train a model again with the data of today, and with what the request changes.

    The champion goes on answering unless the backtest of the new version beats its own.
    """
    claims = require_claims()
    return _accepted(
        db.call(
            "select j::text, j ->> 'modelId', j ->> 'id'"
            " from request, lateral analytics_api.update_model("
            "case when request.id is not null then %s::uuid end, %s::jsonb) as j",
            [model_id, read_shape(ModelUpdate)],
            claims=claims,
            writes=True,
        )
    )


@blueprint.get("/models/<uuid:model_id>/jobs/<uuid:job_id>")
@describes(scope="read", answers={200: TrainingJob}, problems=(404,), parameters=_JOB_PATH)
def get_training_job(model_id: Any, job_id: Any) -> Response:
    """How far a job is."""
    claims = require_claims()
    return _json(
        db.call(
            "select analytics_api.get_training_job(%s, %s)::text from request",
            [model_id, job_id],
            claims=claims,
            writes=False,
        )
    )


@blueprint.delete("/models/<uuid:model_id>/jobs/<uuid:job_id>")
@describes(scope="admin", answers={200: TrainingJob}, problems=(404, 409), parameters=_JOB_PATH)
def cancel_training_job(model_id: Any, job_id: Any) -> Response:
    """Cancel a job: one that waits at once, one that runs at its next step."""
    claims = require_claims()
    return _json(
        db.call(
            "select analytics_api.cancel_training_job(%s, %s)::text from request",
            [model_id, job_id],
            claims=claims,
            writes=True,
        )
    )


@blueprint.post("/models/<uuid:model_id>/predictions")
@describes(
    scope="read",
    body=PredictionRequest,
    answers={200: Prediction},
    problems=(404, 409),
    parameters=_PATH,
)
def predict(model_id: Any) -> Response:
    """Forecast the months ahead.

    It is read, not made: what the version that answers forecast when it was trained. 409 where no
    training has finished yet.
    """
    claims = require_claims()
    return _predict(model_id, read_shape(PredictionRequest), claims)


@blueprint.get("/models/<uuid:model_id>/predictions")
@describes(
    scope="read",
    query=PredictionQuery,
    answers={200: Prediction},
    problems=(404, 409),
    parameters=_PATH,
)
def get_predictions(model_id: Any) -> Response:
    """Forecast the months ahead, as by POST."""
    claims = require_claims()
    query = read_arguments(PredictionQuery)
    return _predict(model_id, query.model_dump_json(by_alias=True, exclude_none=True), claims)


@blueprint.post("/models/<uuid:model_id>/evaluations")
@describes(
    scope="admin",
    body=EvaluationRequest,
    answers={201: EvaluationAnswer, 202: EvaluationJob},
    headers=_LOCATION,
    problems=(404, 409),
    parameters=_PATH,
)
def evaluate(model_id: Any) -> Response:
    """Measure a model on months that it has not seen.

    With testData, or for time_series, at once; else the worker trains without the last months, and
    the evaluation is in the list once its job is done.
    """
    claims = require_claims()
    body, job_id = db.call(
        "select e::text, e #>> '{job,id}' from request, lateral analytics_api.evaluate_model("
        "case when request.id is not null then %s::uuid end, %s::jsonb) as e",
        [model_id, read_shape(EvaluationRequest)],
        claims=claims,
        writes=True,
    )
    if job_id is not None:
        return _accepted((body, str(model_id), job_id))
    answer = _json((body,))
    answer.status_code = 201
    return answer


@blueprint.get("/models/<uuid:model_id>/evaluations")
@describes(scope="read", answers={200: EvaluationList}, problems=(404,), parameters=_PATH)
def list_evaluations(model_id: Any) -> Response:
    """How well the versions of a model did."""
    claims = require_claims()
    return _json(
        db.call(
            "select analytics_api.list_evaluations(%s)::text from request",
            [model_id],
            claims=claims,
            writes=False,
        )
    )


def _predict(model_id: Any, text: str, claims: db.Claims) -> Response:
    return _json(
        db.call(
            "select analytics_api.predict_model(%s, %s::jsonb)::text from request",
            [model_id, text],
            claims=claims,
            writes=False,
        )
    )


def _json(row: tuple[Any, ...]) -> Response:
    answer = Response(row[0], content_type="application/json")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _accepted(row: tuple[Any, ...]) -> Response:
    """202 with the job, and where it is to be found."""
    body, model_id, job_id = row
    answer = _json((body,))
    answer.status_code = 202
    answer.headers["Location"] = f"/api/analytics/models/{model_id}/jobs/{job_id}"
    return answer
