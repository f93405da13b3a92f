"""Shapes of the erasure of clients, and of exports."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.shapes import Answer, Arguments, CommaList, Shape, VendorId


class Erasure(Shape):
    """Whom to erase, and how."""

    vendor_id: VendorId = None
    client_id: str = Field(min_length=1, max_length=200)
    mode: Literal["anonymize", "delete"] = Field(
        "anonymize", description="anonymize keeps every number; delete takes them away too"
    )
    identifiers: list[str] = Field(
        default=[], description="Addresses, names or numbers of the client to look for as well"
    )


class ErasedEvents(Answer):
    """How many events were changed or taken away."""

    anonymized: int
    deleted: int


class ErasedTable(Answer):
    """Rows of a table that named the client, before and after."""

    table: str
    found: int
    left: int


class ErasureReport(Answer):
    """The proof of an erasure."""

    erasure_id: UUID
    vendor_id: UUID
    mode: Literal["anonymize", "delete"]
    requested_by: str | None
    erased_at: datetime
    rows_found: int
    rows_left: int
    columns_searched: int
    tables: list[ErasedTable]
    events: ErasedEvents
    detached_partitions: list[str]
    request_id: str | None


class ExportQuery(Arguments):
    """What is exported."""

    vendor_id: VendorId = None
    contents: CommaList | None = Field(
        None,
        description="Of settings, events, facts, rejects, metrics, corrections; all without it",
    )
