"""Shapes of what the service says of itself."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.shapes import Answer


class Index(Answer):
    """Name, version, and where to begin."""

    name: str
    version: str
    links: dict[str, str]


class Liveness(Answer):
    """The process lives."""

    status: Literal["ok"]


class ReadyCheck(Answer):
    """One thing that readiness depends on."""

    name: str
    ok: bool
    why: str


class Readiness(Liveness):
    """Everything that the service needs is there."""

    events_until: datetime | None = Field(description="Events may have times up to here")
    checks: list[ReadyCheck]
