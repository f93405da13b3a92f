"""Shapes of deliveries of webhooks."""

from __future__ import annotations

from datetime import datetime

from app.ingest.shapes import IngestCounts, Verdict
from app.shapes import Answer


class Delivery(Answer):
    """What became of a delivery; the same where it comes again."""

    source: str
    delivery_id: str
    processed_at: datetime
    counts: IngestCounts
    verdicts: list[Verdict]
