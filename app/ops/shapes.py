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


class Readiness(Liveness):
    """The database answers."""

    events_until: datetime | None = Field(description="Events may have times up to here")
