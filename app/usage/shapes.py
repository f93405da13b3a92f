"""Shapes of the report on how the interface is used."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.shapes import Answer, Arguments, Moment, VendorId

Group = Literal["route", "day", "caller", "status"]


class UsageQuery(Arguments):
    """Whose usage, of when, and by what."""

    vendor_id: VendorId = None
    from_: Annotated[
        Moment | None, Field(alias="from", description="By default 7 days before to")
    ] = None
    to: Moment | None = Field(None, description="Not included; by default now")
    group_by: Group = "route"


class UsageItem(Answer):
    """Requests of a route, day (UTC), caller or status."""

    key: str
    requests: int
    errors: int = Field(description="Answered with 400 or above")
    failures: int = Field(description="Answered with 500 or above")
    refused: int = Field(description="Answered with 429")
    p50_ms: float
    p95_ms: float
    p99_ms: float
    database_ms: float = Field(description="Sum of the time in the database")
    rows: int
    bytes: int
    cache_hit_share: float | None = Field(description="Of the requests that a cache may answer")


class UsageReport(Answer):
    """How the interface was used."""

    vendor_id: UUID | None = Field(description="Null for all of them")
    from_: Annotated[datetime, Field(alias="from")]
    to: datetime
    group_by: Group
    usage: list[UsageItem]
