"""What clients have sent, and what they were told about it."""

from __future__ import annotations

import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Event = dict[str, Any]
VENDORS = [str(uuid.UUID(int=0x4000_8000_0000_0000_0000 + n)) for n in range(5)]
START = datetime.now(UTC).replace(microsecond=0) - timedelta(days=20)


def make_event(chance: random.Random) -> Event:
    """A payment, a booking or something about it, or now and then an event that is not valid."""
    number = chance.randrange(10**9)
    kind = chance.choices(["payment", "booking", "change", "cancel", "invalid"], [5, 3, 1, 1, 1])[0]
    booking = f"b-{number % 200}"
    event_type, data = {
        "payment": (
            "payment.received",
            {"paymentId": f"p-{number}", "amount": number % 5000 + 1, "currency": "EUR"},
        ),
        "booking": (
            "booking.confirmed",
            {"bookingId": booking, "weddingDate": "2027-05-01", "value": number % 9000 + 1},
        ),
        "change": ("booking.changed", {"bookingId": booking, "value": number % 9000 + 1}),
        "cancel": ("booking.cancelled", {"bookingId": booking}),
        "invalid": ("payment.received", {"paymentId": f"p-{number}", "amount": "much"}),
    }[kind]
    return {
        "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "vendorId": chance.choice(VENDORS),
        "eventType": event_type,
        "timestamp": (START + timedelta(minutes=chance.randrange(20 * 24 * 60))).isoformat(),
        "eventData": data,
    }


def is_valid(event: Event) -> bool:
    """Whether an event of make_event is meant to be stored."""
    return bool(event["eventData"].get("amount") != "much")


@dataclass
class Attempt:
    """One call through a door: when, and whether it was answered."""

    door: str
    start: float
    end: float
    error: str | None


@dataclass
class Ledger:
    """All events that were sent, what was acknowledged, and each attempt; used by many threads."""

    sent: dict[str, Event] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    kills: list[tuple[str, float, float]] = field(default_factory=list)
    """What was killed, when, and when everything was there again."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note_sent(self, events: list[Event]) -> None:
        """These are about to be sent."""
        with self.lock:
            self.sent.update({event["id"]: event for event in events})

    def note_answer(self, events: list[Event], answer: dict[str, Any]) -> None:
        """The door has answered; received = stored + duplicate + rejected, as the verdicts say."""
        counts, verdicts = answer["counts"], answer["verdicts"]
        statuses = Counter(verdict["status"] for verdict in verdicts)
        assert counts["received"] == len(events) == len(verdicts), counts
        assert {name: counts[name] for name in ("stored", "duplicate", "rejected")} == {
            name: statuses[name] for name in ("stored", "duplicate", "rejected")
        }
        with self.lock:
            for verdict in verdicts:
                event = events[verdict["index"]]
                assert is_valid(event) == (verdict["status"] != "rejected"), verdict
                self.acknowledged[event["id"]] = verdict["status"]

    def note_kept(self, events: list[Event]) -> None:
        """The door has taken these in, without a verdict for each."""
        with self.lock:
            for event in events:
                self.acknowledged[event["id"]] = "stored" if is_valid(event) else "rejected"

    @contextmanager
    def attempt(self, door: str, *failures: type[Exception]) -> Iterator[None]:
        """Note whether what is done within was answered; these failures are no surprise."""
        start, error = time.monotonic(), None
        try:
            yield
        except failures as failure:
            error = json.dumps(f"{type(failure).__name__}: {failure}"[:200])
        with self.lock:
            self.attempts.append(Attempt(door, start, time.monotonic(), error))

    def unavailable(self) -> list[Attempt]:
        """Attempts without an answer that no kill explains."""
        return [attempt for attempt in self.outside_kills() if attempt.error is not None]

    def outside_kills(self) -> list[Attempt]:
        """Attempts while everything was there, from beginning to end."""
        return [
            attempt
            for attempt in self.attempts
            if not any(attempt.start < to and attempt.end > since for _, since, to in self.kills)
        ]

    def available_share(self) -> float:
        """Share of the attempts outside the kills that were answered."""
        outside = self.outside_kills()
        return 1 - len(self.unavailable()) / len(outside)
