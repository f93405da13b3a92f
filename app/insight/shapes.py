"""Shapes of requests for insights, and of their answers. The database decides what they mean."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.shapes import Answer, Arguments, Object, Shape, VendorId, WholeNumber

AnalysisType = Literal["seasonal", "forecast", "benchmark", "market", "lead_time"]
DateBasis = Literal["wedding", "booked"]


class Capacity(Shape):
    """At most so many weddings; one of the two."""

    per_month: WholeNumber | None = Field(None, ge=1, le=1000)
    per_saturday: WholeNumber | None = Field(None, ge=1, le=1000)


class WhatIf(Shape):
    """What to try out on a forecast."""

    capacity: WholeNumber | Capacity | None = Field(
        None, description="Weddings a month, or an object that says of what"
    )
    price_change: float | None = Field(None, ge=-0.9, le=3, description="A share, such as 0.05")
    marketing_change: float | None = Field(None, ge=-0.9, le=3, description="A share of spending")


class InsightRequest(Shape):
    """What to analyse."""

    vendor_id: VendorId = None
    analysis_type: AnalysisType
    years: WholeNumber | None = Field(None, ge=1, le=10, description="Of seasonal; 3 without")
    forecast_period: WholeNumber | None = Field(
        None, ge=1, le=60, description="Months, of forecast; 12 without"
    )
    date_basis: DateBasis | None = Field(
        None, description="Of forecast: by date of the wedding (without), or of the booking"
    )
    what_if: WhatIf | None = Field(None, description="Of forecast")
    competitors: list[UUID] | None = Field(
        None, description="Of benchmark; found automatically without"
    )
    real_time: bool | None = None


class ForecastLimits(Answer):
    """Between which a value lies."""

    low: float
    high: float


class ForecastRevenue(Answer):
    """An amount of one currency."""

    currency: str
    amount: float
    on_the_books: float
    intervals: dict[str, ForecastLimits] = Field(description="By level in percent: 80, 95")


class ForecastMonth(Answer):
    """A month ahead."""

    month: str
    is_under_way: bool
    predicted_bookings: float | None = Field(description="Null where nothing can be forecast")
    on_the_books: int
    intervals: dict[str, ForecastLimits | Object]
    same_month_last_year: int | None
    predicted_revenue: ForecastRevenue | None = Field(description="In the vendor's currency")
    other_currencies: list[ForecastRevenue]
    saturdays: int
    holidays: list[Object] | None = Field(description="Null where the calendar has no such place")


class BusyMonth(Answer):
    """One of the busiest months ahead."""

    rank: int
    month: str
    predicted_bookings: float
    on_the_books: int
    interval80: ForecastLimits
    saturdays: int
    same_month_last_year: int | None
    is_order_certain: bool
    statement: str


class BookingForecast(Answer):
    """What comes, and how far it can be believed; docs/how-to/forecast-bookings.md explains it."""

    analysis_type: Literal["forecast"]
    vendor_id: UUID
    state: Literal["ok", "short_history", "dormant", "no_complete_month", "no_bookings"]
    forecast_period: int
    date_basis: DateBasis
    date_basis_description: str
    as_of: date
    time_zone: str
    currency: str
    booking_count: int
    basis: Object
    method: Literal["trained_model", "pickup", "time_series"] = Field(
        description="trained_model where past forecasts were better with a model of the vendor"
    )
    model_id: UUID | None = Field(description="Of the model that it rests on")
    model: Object | None = Field(
        description="The best trained model, used or not: why, and how past forecasts were"
    )
    months: list[ForecastMonth]
    busiest_months: list[BusyMonth]
    year_total: Object | None
    model_accuracy: Object | None
    ceiling: Object | None
    influencing_factors: list[Object]
    what_if: list[Object] | None
    notes: list[str]


class InsightAnswer(Answer):
    """The data, and how it came about."""

    request_id: str
    data: BookingForecast
    execution_time: float = Field(description="Milliseconds")
    cache_hit: bool
    cache_info: Object
    next_update_time: datetime
    data_quality: float
    metadata: Object


Kind = Literal[
    "pricing_optimization",
    "marketing_focus",
    "service_expansion",
    "capacity_adjustment",
    "quality_improvement",
]
State = Literal["proposed", "accepted", "dismissed", "done"]
Degree = Literal["low", "medium", "high"]


class RecommendationQuery(Arguments):
    """Which recommendations."""

    vendor_id: VendorId = None
    state: State | None = None
    kind: Kind | None = None


class RecommendationRequest(Shape):
    """For whom to make recommendations."""

    vendor_id: VendorId = None


class RecommendationDecision(Shape):
    """What becomes of a recommendation."""

    state: Literal["accepted", "dismissed", "done"]
    note: str | None = Field(None, max_length=2000)


class Recommendation(Answer):
    """Advice, what was decided about it, and what came of it."""

    id: UUID
    vendor_id: UUID
    rank: int | None = Field(None, description="In a list: by value for each day of effort")
    kind: Kind
    subject: str
    state: State
    experiment: bool = Field(description="Whether it may as well do nothing, or harm")
    title: str
    statement: str
    expected_effect: Object
    evidence: Object
    resources: str
    effort_days: float
    timeline_days: int
    risk: Degree
    risks: str
    complexity: Degree
    priority: float
    created_at: datetime
    updated_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    note: str | None
    due_on: date | None
    measure: Object
    baseline: Object | None
    outcome: Object | None
    measured_at: datetime | None


class RecommendationList(Answer):
    """What is proposed first."""

    recommendations: list[Recommendation]
