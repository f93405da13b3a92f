"""Shapes of requests for insights."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from app.shapes import Shape, VendorId, WholeNumber

AnalysisType = Literal["seasonal", "forecast", "benchmark", "market", "lead_time"]


class InsightRequest(Shape):
    """What to analyse."""

    vendor_id: VendorId = None
    analysis_type: AnalysisType
    years: WholeNumber | None = Field(None, ge=1, le=10, description="Of seasonal; 3 without")
    forecast_period: WholeNumber | None = Field(
        None, ge=1, le=60, description="Months, of forecast; 12 without"
    )
    competitors: list[UUID] | None = Field(
        None, description="Of benchmark; found automatically without"
    )
