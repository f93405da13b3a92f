"""Shapes of models, of the jobs that train them, and of what they answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.shapes import Answer, Arguments, Object, Shape, VendorId

ModelType = Literal[
    "linear_regression", "random_forest", "neural_network", "time_series", "ensemble"
]
Target = Literal["bookings", "weddings", "revenue", "satisfaction"]
Month = Annotated[str, Field(pattern="^[12][0-9]{3}-(0[1-9]|1[0-2])$", examples=["2026-03"])]


class MonthValue(Shape):
    """A month of a series."""

    month: Month
    value: float = Field(ge=0)


class Column(Shape):
    """Other figures beside a series, a number for each of its months."""

    name: str = Field(pattern="^[a-z][a-z0-9_]{0,62}$")
    lag_months: int = Field(
        ge=0, le=60, description="A forecast sees the column up to so many months before"
    )
    available_after_months: int = Field(
        ge=0, le=60, description="When the figure of a month is known: 1 is at its end"
    )
    values: list[float]


class Filter(Shape):
    """Of what the vendor has, what a model is trained on; and the market beside it."""

    from_: Month | None = Field(None, alias="from")
    to: Month | None = None
    market: Literal["all", "same_type", "own"] = Field(
        "all", description="Which other vendors it learns from; own is none"
    )


class TrainingData(Shape):
    """Either a filter or a series."""

    filter: Filter | None = None
    series: list[MonthValue] | None = Field(None, min_length=1, max_length=240)
    columns: list[Column] | None = Field(None, max_length=20)


class ValidationStrategy(Shape):
    """How a model is measured: forecasts of the past, from what was known then."""

    kind: Literal["rolling_origin"] = "rolling_origin"
    origins: int = Field(3, ge=1, le=10)
    horizon: int = Field(12, ge=1, le=36, description="Months; also of its forecasts")


class ModelUpdate(Shape):
    """What the next training of a model does otherwise; the rest stays as it was."""

    features: list[str] | None = Field(None, min_length=1)
    hyperparameters: Object | None = Field(
        None, description="Of the type; those of the ensemble by member (docs/forecasting.md)"
    )
    validation_strategy: ValidationStrategy | None = None
    training_data: TrainingData | None = None
    seed: int | None = Field(None, ge=0, le=2_147_483_647)
    retrain_after_months: int | None = Field(None, ge=0, le=60, description="0 is never")


class ModelRequest(ModelUpdate):
    """A model that is to be trained."""

    vendor_id: VendorId = None
    name: str | None = Field(None, min_length=1, max_length=255)
    model_type: ModelType
    target: Target
    currency: str | None = Field(None, pattern="^[A-Z]{3}$", description="Of a model of revenue")


class ModelListQuery(Arguments):
    """Of which vendor; without it, of all vendors of the caller."""

    vendor_id: UUID | None = None


class TrainingJob(Answer):
    """A job of the forecasting worker."""

    id: UUID
    model_id: UUID
    vendor_id: UUID
    kind: Literal["train", "evaluate"]
    reason: Literal["requested", "updated", "new_months", "changed_data", "drift"]
    state: Literal["queued", "running", "succeeded", "failed", "cancelled"]
    progress: float = Field(description="0 to 1")
    message: str
    attempts: int
    is_cancel_requested: bool
    version: int | None = Field(description="What a training has made")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Backtest(Answer):
    """How a version would have done on months that it had not seen."""

    origins: int
    horizon: int
    mase: float | None = Field(description="1 is seasonal naive within the past")
    smape: float | None
    accuracy: float | None = Field(description="1 - WAPE")
    mae: float | None
    seasonal_naive_mase: float | None
    coverage80: float | None = Field(description="Share of months inside the 80 % limits")
    coverage95: float | None


class ModelVersion(Answer):
    """What a training made of a model."""

    version: int
    state: Literal["champion", "challenger", "retired", "rolled_back"]
    recipe: Object
    data_hash: str
    trained_from: str
    trained_until: str
    series_count: int
    backtest: Backtest
    score: float | None = Field(description="What decides between versions; less is better")
    basis: str
    notes: list[str]
    feature_importance: dict[str, float] | None
    created_at: datetime
    promoted_at: datetime | None


class Decision(Answer):
    """Why a version answers, or does not."""

    decided_at: datetime
    decision: Literal["promoted", "kept", "rolled_back", "retrain"]
    version: int
    reason: str
    figures: Object


class ModelSummary(Answer):
    """A model without its versions."""

    id: UUID
    vendor_id: UUID
    name: str
    model_type: ModelType
    target: Target
    currency: str | None
    features: list[str]
    hyperparameters: Object
    validation_strategy: ValidationStrategy
    training_data: Object
    seed: int
    retrain_after_months: int
    champion_version: int | None = Field(description="The version that answers")
    latest_job: TrainingJob | None
    created_at: datetime
    updated_at: datetime


class Model(ModelSummary):
    """A model, its versions newest first, and the decisions between them."""

    versions: list[ModelVersion]
    decisions: list[Decision]


class ModelList(Answer):
    """Models, newest first."""

    models: list[ModelSummary]


class PredictionRequest(Shape):
    """How far ahead, and which limits."""

    horizon: int | None = Field(
        None, ge=1, le=36, description="Months; 12 without, or as many as the version has left"
    )
    confidence_level: float = Field(0.8, description="Of low and high: 0.8 or 0.95")


class PredictionQuery(Arguments):
    """How far ahead, and which limits."""

    horizon: int | None = Field(None, ge=1, le=36, description="Months")
    confidence_level: float = Field(0.8, description="Of low and high: 0.8 or 0.95")


class MonthPrediction(Answer):
    """A month of a forecast."""

    month: str
    value: float = Field(description="Expected value: not rounded, also where it is a count")
    low: float | None
    high: float | None
    interval80: list[float] | None
    interval95: list[float] | None


class Factor(Answer):
    """What a forecast goes by."""

    factor: str
    effect: float
    statement: str


class BusinessImpact(Answer):
    """What the forecast means in money, beside the same months a year before."""

    amount: float | None
    currency: str
    predicted_total: float | None = None
    last_year_total: float | None = None
    average_booking_value: float | None = None
    reason: str | None = Field(None, description="Why there is no amount")


class Prediction(Answer):
    """What the champion of a model forecast, as it was stored when it was trained."""

    model_id: UUID
    vendor_id: UUID
    model_type: ModelType
    target: Target
    currency: str | None
    model_version: int
    trained_until: str
    date_basis: Literal["booked", "paid", "occurred"]
    horizon: int
    confidence_level: float
    predictions: list[MonthPrediction]
    total: float | None
    basis: str = Field(description="own history, own history and market, or market estimate")
    notes: list[str]
    ceiling: float | None = Field(
        description="The monthly accuracy that no forecast of so many bookings passes"
    )
    backtest: Backtest
    influencing_factors: list[Factor]
    feature_importance: dict[str, float] | None = Field(description="Shares that add up to 1")
    business_impact: BusinessImpact


class EvaluationRequest(Shape):
    """On which months: those that are sent, or the last ones that the vendor has."""

    test_data: list[MonthValue] | None = Field(None, min_length=1, max_length=240)
    holdout_months: int | None = Field(
        None, ge=1, le=36, description="A training without the last months forecasts them"
    )


class EvaluationFigures(Answer):
    """How good forecasts were on months that the version had not seen."""

    months: int
    mase: float | None
    smape: float | None
    accuracy: float | None
    mae: float | None
    coverage80: float | None
    coverage95: float | None
    origins: int | None = None
    horizon: int | None = None
    seasonal_naive_mase: float | None = None
    windows: list[Object] | None = Field(
        None, description="Of a holdout: what came, month by month"
    )
    job_id: UUID | None = Field(None, description="Of the job that made it")


class Evaluation(Answer):
    """An evaluation of a version."""

    id: UUID
    model_id: UUID
    version: int
    kind: Literal["test_data", "holdout"]
    figures: EvaluationFigures
    created_at: datetime


class EvaluationAnswer(Answer):
    """The evaluation."""

    evaluation: Evaluation


class EvaluationJob(Answer):
    """The job that makes the evaluation."""

    job: TrainingJob


class EvaluationList(Answer):
    """Evaluations, newest first."""

    evaluations: list[Evaluation]
