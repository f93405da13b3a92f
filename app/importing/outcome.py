from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why events were rejected: the rule, an example of what came, and how many events."""

    pointer: str
    keyword: str
    expected: str | None
    got: str | None
    events: int


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of an import. The counts are those of this run."""

    file: str
    map: str
    dry_run: bool = False
    rows: int = 0
    events: int = 0
    """Events that the map made of the file."""
    already_acknowledged: int = 0
    """Of these, how many an earlier run that was interrupted has dealt with."""
    received: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: int = 0
    vendors_added: int = 0
    partitions_added: int = 0
    seconds: float = 0.0
    events_per_second: int = 0
    """Speed of the ingest alone, without copying and mapping."""
    reasons: list[Reason] = field(default_factory=list)
    sample: list[dict[str, Any]] = field(default_factory=list)
    """The first events, of a dry run."""

    def add(self, counts: dict[str, int]) -> None:
        """Count a batch."""
        self.received += counts["received"]
        self.stored += counts.get("stored", 0)
        self.duplicate += counts.get("duplicate", 0)
        self.rejected += counts["rejected"]
