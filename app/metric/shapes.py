"""Shapes of requests for metrics, and of their answers. The database checks them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from app.ingest.shapes import IngestProblem, IngestResult, Priority
from app.shapes import Answer, Arguments, CommaList, JsonText, Object, Shape

Format = Literal["json", "csv", "excel", "chart_data"]
Source = Literal["auto", "raw"]


class Bounds(Shape):
    """A half-open span of time: to is not in it."""

    from_: str = Field(alias="from", description="A day or a moment")
    to: str


class MetricItem(Shape):
    """A metric, and how it is calculated."""

    metric: str
    aggregation: str | Object | None = Field(
        None, description="One that the catalogue allows, or a percentile"
    )
    field: str | None = Field(None, description="Of a distinct count")
    date_basis: Literal["occurred", "booked", "wedding", "paid"] | None = None
    as_: str | None = Field(None, alias="as", description="Its name in the answer")


class Top(Shape):
    """The largest groups; the rest is one group marked isOther."""

    limit: int = Field(ge=1, le=999)
    by: str | None = None
    field: str | None = None


class MetricsRequest(Shape):
    """What is asked; docs/metrics.md explains each member."""

    vendor_id: UUID | list[UUID] | Literal["all"] | None = None
    timeframe: str | Bounds | None = Field(None, description="last_30_days without")
    metrics: list[str | MetricItem] = Field(min_length=1, max_length=100)
    aggregations: list[str | Object] | None = None
    group_by: list[str] | None = Field(None, max_length=4)
    totals: bool | None = None
    top: Top | None = None
    filters: Object | None = None
    compare_with: str | Bounds | None = None
    real_time: bool | None = None
    source: Source | None = None
    format: Format | None = None


class MetricsQuery(Arguments):
    """The same in a query string."""

    vendor_id: str | None = Field(None, description="A UUID, or all")
    timeframe: str | None = Field(None, description="A named range, or bounds as JSON")
    from_: str | None = Field(None, alias="from", description="With to, instead of timeframe")
    to: str | None = None
    metrics: CommaList
    aggregations: CommaList | None = None
    group_by: CommaList | None = None
    totals: bool | None = None
    top: Annotated[Top | None, JsonText] = None
    filters: Annotated[Object | None, JsonText] = None
    compare_with: str | None = Field(None, description="Of a name, or bounds as JSON")
    real_time: bool | None = None
    source: Source | None = None
    format: Format | None = None


class Comparison(Answer):
    """The row at the same place of the other period."""

    time: str | None = None
    value: float | None
    change: float | None
    change_share: float | None = Field(description="Of the value then; null where that is 0")
    data_points: int
    reason: str | None = None


class MetricRow(Answer):
    """A value."""

    time: str | None = Field(None, description="Where it is grouped by time: the bucket begins")
    group: Object | None = Field(None, description="Where it is grouped by fields")
    is_other: bool | None = None
    value: float | None = Field(description="Null where it is not defined")
    reason: str | None = Field(None, description="Why it is null")
    currency: str | None = None
    data_points: int
    comparison: Comparison | None = None


class MetricData(Answer):
    """One metric of the request."""

    metric: str
    aggregation: str
    as_: str | None = Field(None, alias="as")
    unit: str
    date_basis: str
    source: str
    as_of: datetime
    age_seconds: float
    rows: list[MetricRow]
    totals: list[MetricRow] | None = None


class Period(Answer):
    """A resolved timeframe."""

    from_: str | None = Field(alias="from")
    to: str | None
    time_zone: str | None
    range: str | None = None
    kind: str | None = None


class ResourceUsage(Answer):
    """What the answer took."""

    statements: int
    rows_returned: int
    sources: list[str]


class MetricsMetadata(Answer):
    """About the answer as a whole."""

    vendor_ids: list[UUID] | None
    vendor_count: int
    timeframe: Period
    comparison: Period | None = None
    total_records: int
    processed_records: int
    data_freshness: float | None = Field(description="Minutes since the last event")
    query_complexity: Literal["low", "medium", "high"]
    resource_usage: ResourceUsage
    warnings: list[Any]


class CacheInfo(Answer):
    """Whether the answer was kept from before."""

    hit: bool
    source: Literal["process", "shared", "database"] | None = Field(
        None, description="Where it was kept"
    )
    age: float | None = Field(description="Seconds since it was calculated")


class MetricsAnswer(Answer):
    """Metrics."""

    request_id: str
    data: list[MetricData]
    execution_time: float = Field(description="Milliseconds")
    cache_hit: bool
    cache_info: CacheInfo
    next_update_time: datetime | None
    data_quality: float | None = Field(description="0 to 1: the share that could be stored")
    metadata: MetricsMetadata


class ChartSeries(Answer):
    """One line or set of bars."""

    name: str
    metric: str
    aggregation: str
    unit: str
    currency: str | None = None
    group: Object | None = None
    is_other: bool | None = None
    data: list[float | None] = Field(description="One for each label")
    comparison_data: list[float | None] | None = None


class ChartData(Answer):
    """Metrics as chart libraries take them: format chart_data."""

    request_id: str
    labels: list[str]
    series: list[ChartSeries]
    metadata: MetricsMetadata
    execution_time: float = Field(description="Milliseconds")
    cache_hit: bool
    cache_info: CacheInfo
    next_update_time: datetime | None


class MetricUpdate(Shape):
    """A change of a metric of the vendor's own."""

    metric: str = Field(pattern="^[a-z][a-z0-9_]{0,99}$")
    operation: Literal["set", "increment", "decrement", "calculate"]
    value: float | str | None = None
    expression: Any = Field(None, description="Of calculate")
    unit: str | None = Field(None, min_length=1, max_length=50)
    timestamp: datetime | None = None
    id: UUID | None = Field(None, description="With it a retry is safe")
    priority: Priority | None = None
    source_system: str | None = None
    metadata: Object | None = None


class MetricUpdates(Shape):
    """Changes of metrics, in their order."""

    vendor_id: UUID | None = None
    updates: list[MetricUpdate] = Field(min_length=1, description="At most 5,000")


class MetricUpdatesResult(IngestResult):
    """What became of them."""

    values: dict[str, float | None] = Field(description="What the metrics stand at now")


class MetricUpdatesProblem(IngestProblem):
    """The problem of updates none of which could be made."""

    values: dict[str, float | None] | None = None


class MetricField(Answer):
    """What a metric can be grouped and filtered by."""

    name: str
    type: str
    origin: str
    is_rolled_up: bool


class CatalogMetric(Answer):
    """A metric that can be asked for."""

    name: str
    title: str
    description: str
    unit: str
    source: str
    date_basis: str
    date_bases: list[str]
    default_aggregation: str
    aggregations: list[str]
    is_additive: bool
    event_types: list[str]
    numerator: str | None
    denominator: str | None
    dimensions: list[str]
    fields: list[MetricField]


class CatalogEvent(Answer):
    """A version of a type of events that can be sent."""

    type: str
    version: int
    kind: str
    priority: Priority
    description: str
    schema_: Object = Field(alias="schema", description="JSON Schema (2020-12) of eventData")
    example: Object | None


class Operator(Answer):
    """An operator of filters."""

    op: str
    values: str
    types: list[str]
    description: str


class Catalog(Answer):
    """All that can be asked and sent."""

    metrics: list[CatalogMetric]
    events: list[CatalogEvent]
    ranges: list[str]
    grains: list[str]
    groups: list[str]
    comparisons: list[str]
    sources: list[str]
    operators: list[Operator]
    limits: dict[str, int]
