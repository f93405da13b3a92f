"""Shapes of the erasure of clients, of exports, and of keys."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.openapi.describe import Scope
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
        description="Of settings, events, facts, rejects, metrics, corrections, models and"
        " recommendations; all without it",
    )


KeyKind = Literal["secret", "publishable"]


class NewApiKey(Shape):
    """A key to make."""

    vendor_id: VendorId = None
    kind: KeyKind = Field(
        "secret", description="secret for programs, publishable for pages, which everybody can read"
    )
    name: str | None = Field(None, min_length=1, max_length=100, description="What it is for")
    scopes: list[Scope] | None = Field(
        None, min_length=1, description="What a secret key may do; none is part of another"
    )
    expires_at: datetime | None = Field(
        None, description="When a secret key ceases to count; never without it"
    )
    origins: list[str] | None = Field(
        None, description="Origins of the pages that may use a publishable key"
    )


class NewApiKeyAnswer(Answer):
    """A key that was made, with what is shown this once."""

    id: UUID
    key: str | None = Field(
        None,
        description="The key itself; only its hash is kept, so one sent again is answered without",
    )
    vendor_id: UUID
    kind: KeyKind
    name: str
    scopes: list[Scope] | None = None
    expires_at: datetime | None = None
    origins: list[str] | None = None


class ApiKey(Answer):
    """A key, without the key itself."""

    id: UUID
    vendor_id: UUID
    kind: KeyKind
    name: str
    start: str = Field(description="Its first characters")
    scopes: list[Scope]
    origins: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="Noted once an hour at most")
    revoked_at: datetime | None


class ApiKeys(Answer):
    """Keys, in the order in which they were made."""

    keys: list[ApiKey]
