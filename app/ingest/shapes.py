"""Shapes of events, of what became of them, and of what was refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.shapes import Answer, Arguments, Object, OpenShape, ProblemAnswer, Shape, VendorId

Priority = Literal["low", "normal", "high", "critical"]


class Event(OpenShape):
    """What happened, to whom, and when; the catalogue has the types, each with its schema."""

    id: UUID | None = Field(None, description="Made by the sender; with it a retry is safe")
    vendor_id: VendorId = None
    event_type: str = Field(max_length=100, description="A registered type")
    timestamp: datetime | None = Field(
        None, description="May be left out with an id of UUID version 7, whose time is taken"
    )
    event_data: Object = Field(description="As the schema of the type says")
    session_id: str | None = Field(None, max_length=255)
    user_agent: str | None = None
    ip_address: str | None = Field(None, description="IPv4 or IPv6")
    source_system: str | None = None
    stream_id: str | None = None
    priority: Priority | None = None
    schema_version: int | None = Field(None, description="The latest where it is missing")
    metadata: Object | None = None


class StreamEnvelope(OpenShape):
    """Events of a stream; it speaks for those that do not say it themselves."""

    stream_id: str | None = None
    data_type: str | None = Field(None, description="A type of events, or only their kind")
    data: list[Event]
    timestamp: datetime | None = None
    source_system: str | None = None
    priority: Priority | None = None
    vendor_id: VendorId = None


class CloudEvent(OpenShape):
    """A CloudEvent 1.0 in structured mode."""

    model_config = ConfigDict(alias_generator=str.lower, populate_by_name=True)

    specversion: Literal["1.0"]
    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    type: str = Field(min_length=1)
    time: datetime | None = None
    data: Object | None = None
    dataschema: str | None = None
    subject: str | None = None
    vendorid: str | None = None


class Reason(Answer):
    """Why an event was refused."""

    index: int | None = Field(None, description="Place of the event in the batch")
    pointer: str = Field(description="JSON pointer (RFC 6901) into the event")
    keyword: str = Field(description="Keyword of JSON Schema, or one of ours")
    expected: Any
    got: Any


class Verdict(Answer):
    """What became of one event."""

    index: int
    status: Literal["stored", "duplicate", "rejected"]
    id: UUID | None = None
    timestamp: datetime | None = Field(None, description="Where the server gave the event its time")
    reasons: list[Reason] | None = None


class IngestCounts(Answer):
    """How many events came, and what became of them."""

    received: int
    stored: int
    duplicate: int
    rejected: int


class IngestResult(Answer):
    """What became of a batch."""

    request_id: str
    processed_at: datetime
    processing_time: float = Field(description="Milliseconds")
    data_points: int = Field(description="Events that are valid")
    quality_score: float | None = Field(description="0 to 1; null for an empty batch")
    counts: IngestCounts
    verdicts: list[Verdict]


class IngestProblem(ProblemAnswer):
    """The problem of a batch of which nothing could be stored."""

    counts: IngestCounts | None = None
    verdicts: list[Verdict] | None = None
    rejected_event_id: UUID | None = Field(None, description="Under which a whole body is kept")


class EventIdentity(Shape):
    """What names an event: the id, and what else its sender said of it."""

    vendor_id: VendorId = None
    event_type: str = Field(min_length=1, max_length=100)
    timestamp: datetime | None = Field(
        None, description="May be left out with an id of UUID version 7"
    )
    id: UUID


class Correction(EventIdentity):
    """An event, and the data that it should have."""

    event_data: Object
    reason: str | None = Field(None, max_length=1000, description="Kept with the correction")


class Deletion(EventIdentity):
    """An event to delete. It may be as it was sent: its data counts for nothing here."""

    event_data: Object | None = None
    reason: str | None = Field(None, max_length=1000, description="Kept with the deletion")


class CorrectionResult(Answer):
    """What became of an event."""

    vendor_id: UUID
    event_type: str
    timestamp: datetime
    id: UUID
    status: Literal["corrected", "unchanged", "deleted", "already_deleted"]
    correction_id: UUID | None = Field(None, description="Where something changed")


RejectState = Literal["open", "replayed", "closed"]
Limit = Annotated[int | None, Field(ge=1, le=500)]


class RejectFilter(Arguments):
    """Which rejected events are meant."""

    vendor_id: UUID | None = None
    state: Literal["open", "replayed", "closed", "all"] | None = Field(
        None, description="Without it the open ones"
    )
    door: str | None = Field(None, description="Such as http, browser, hook, inbox")
    keyword: str | None = Field(None, description="Of one of the reasons")
    event_type: str | None = None
    from_: datetime | None = Field(None, alias="from", description="Received then or later")
    to: datetime | None = Field(None, description="Received before")
    limit: Limit = Field(None, description="Of a page; 50 without")
    cursor: str | None = Field(None, description="nextCursor of the page before")


class RejectedEvent(Answer):
    """Something that was refused, and is kept as it came."""

    id: UUID
    vendor_id: UUID | None
    event_type: str | None
    schema_version: int | None
    door: str
    state: RejectState
    reasons: list[Reason]
    is_body: bool = Field(description="Whether it is a whole body, of unknown events")
    raw_bytes_count: int
    is_truncated: bool
    received_at: datetime
    replay_count: int
    replayed_at: datetime | None


class RejectedEventDetail(RejectedEvent):
    """All that is known of something refused."""

    raw_text: str | None = Field(description="Null where it is not UTF-8")
    raw_base64: str
    raw_format: str
    raw_sha256: str
    context: Object
    replay_result: Object | None


class RejectedEvents(Answer):
    """A page of what was refused, latest first."""

    items: list[RejectedEvent]
    next_cursor: str | None = Field(description="Null on the last page")


class Mend(Shape):
    """What stands in for a rejected event when it is replayed: exactly one of event and merge."""

    id: UUID
    event: Object | None = None
    merge: Object | None = Field(None, description="A JSON merge patch (RFC 7396)")


class Replay(Shape):
    """Which rejected events to take in again: by name, or by what they have in common."""

    ids: list[UUID] | None = Field(None, max_length=500)
    mends: list[Mend] | None = Field(None, max_length=500)
    merge: Object | None = Field(None, description="A JSON merge patch into each")
    vendor_id: UUID | None = None
    door: str | None = None
    keyword: str | None = None
    event_type: str | None = None
    from_: datetime | None = Field(None, alias="from")
    to: datetime | None = None
    limit: Limit = Field(None, description="100 without")
    cursor: str | None = None


class ReplayItem(Answer):
    """What became of one."""

    id: UUID
    status: Literal["replayed", "rejected", "busy", "closed"]
    result: Object | None = None


class ReplayCounts(Answer):
    """How many were meant, and what became of them."""

    selected: int
    replayed: int
    rejected: int
    busy: int
    closed: int


class ReplayResult(Answer):
    """What became of a replay."""

    counts: ReplayCounts
    items: list[ReplayItem]
    next_cursor: str | None = Field(description="Where there may be more to replay by this filter")
