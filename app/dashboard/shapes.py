"""Shapes of dashboards and of links to them. The database checks them, tile by tile."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.metric.shapes import Bounds, CacheInfo, MetricsAnswer, MetricsRequest
from app.shapes import Answer, Arguments, JsonText, Object, ProblemError, Shape, VendorId

Chart = Literal["number", "line", "area", "bar", "pie", "table", "heatmap"]


class Tile(Shape):
    """A request for metrics, and how it is shown."""

    id: str = Field(pattern="^[A-Za-z0-9_-]{1,64}$")
    title: str | None = None
    chart: Chart | None = None
    request: MetricsRequest
    layout: Object | None = None


class DashboardConfig(Shape):
    """What is on a dashboard; timeframe and filters hold for tiles that name none."""

    tiles: list[Tile] = Field(max_length=50)
    timeframe: str | Bounds | None = None
    filters: Object | None = None


class DashboardRequest(Shape):
    """A dashboard as its owner writes it."""

    vendor_id: VendorId = None
    dashboard_name: str = Field(min_length=1, max_length=255)
    dashboard_config: DashboardConfig
    is_default: bool = False
    shared_with: list[str] = Field(default=[], description='Ids of users, or "*"')


class DashboardSummary(Answer):
    """A dashboard without its tiles."""

    id: UUID
    vendor_id: UUID
    user_id: UUID
    dashboard_name: str
    is_default: bool
    is_mine: bool
    shared_with: list[str]
    version: int
    created_at: datetime
    updated_at: datetime


class DashboardAnswer(DashboardSummary):
    """A dashboard as it is kept."""

    dashboard_config: Object


class DashboardList(Answer):
    """Dashboards of the caller, its default first, and those shared with it."""

    dashboards: list[DashboardSummary]
    next_cursor: str | None = Field(description="Null on the last page")


class DashboardListQuery(Arguments):
    """Of which vendor, without it of all vendors of the caller; and which page."""

    vendor_id: UUID | None = None
    limit: int | None = Field(None, ge=1, le=500, description="Of a page; 100 without")
    cursor: str | None = Field(None, description="nextCursor of the page before")


class Overrides(Arguments):
    """What stands in for what the tiles say."""

    timeframe: str | None = Field(None, description="A named range, or bounds as JSON")
    from_: str | None = Field(None, alias="from", description="With to, instead of timeframe")
    to: str | None = None
    compare_with: str | None = None
    filters: Annotated[Object | None, JsonText] = Field(None, description="Added to theirs")


class TileProblem(Answer):
    """Why a tile has no answer; the others have theirs."""

    code: str
    detail: str
    errors: list[ProblemError] | None = None


class TileAnswer(Answer):
    """A tile with its answer, or with its problem."""

    id: str
    title: str | None
    chart: Chart | None
    answer: MetricsAnswer | None = None
    problem: TileProblem | None = None


class DashboardData(Answer):
    """All tiles, of one moment."""

    dashboard_id: UUID
    dashboard_name: str
    version: int
    as_of: datetime
    request_id: str
    tiles: list[TileAnswer]
    cache_hit: bool
    cache_info: CacheInfo


class ShareRequest(Shape):
    """A link, and what its readers cannot leave out."""

    expires_in_days: float = Field(ge=0.001, le=366)
    filters: Object | None = None


class Share(Answer):
    """A link by which anybody may read the dashboard until it expires."""

    share_id: UUID
    vendor_id: UUID
    expires_at: datetime
    url: str
