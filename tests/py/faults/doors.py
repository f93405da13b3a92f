"""The ways by which events come in, each as a client uses it that never gives up."""

from __future__ import annotations

import csv
import hashlib
import http.client
import json
import random
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.types.json import Jsonb

from app.importing import Request, SourceFile, import_file
from tests.py.api.calls import bearer, make_token
from tests.py.faults.app_server import AppServer
from tests.py.faults.ledger import START, VENDORS, Event, Ledger, make_event
from tests.py.faults.private_cluster import PrivateCluster

MAP = "select r.event::jsonb as event from import_rows as r"


class UnavailableError(Exception):
    """The service has answered that it cannot now, and that one should try again."""


FAILURES = (psycopg.OperationalError, OSError, http.client.HTTPException, UnavailableError)
"""What a client sees of a server that is killed."""


class Door(Protocol):
    """One client at one door."""

    name: str
    batch_size: int

    def make_event(self, chance: random.Random) -> Event:
        """An event as it comes through this door."""
        return make_event(chance)

    def send(self, events: list[Event], ledger: Ledger) -> None:
        """Send events and note the answer; one of FAILURES where there was none."""

    def close(self) -> None:
        """Leave, to come back with the next call."""


@dataclass
class SqlDoor(Door):
    """``analytics_api.ingest_events`` in a session of its own."""

    cluster: PrivateCluster
    name: str
    batch_size: int
    connection: psycopg.Connection[Any] | None = None

    def open(self) -> psycopg.Connection[Any]:
        if self.connection is None or self.connection.closed:
            self.connection = self.cluster.connect(self.name)
        return self.connection

    def send(self, events: list[Event], ledger: Ledger) -> None:
        row = (
            self.open()
            .execute("select analytics_api.ingest_events(%s)", [Jsonb(events)])
            .fetchone()
        )
        assert row is not None
        ledger.note_answer(events, row[0])

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class InboxDoor(SqlDoor):
    """COPY into the inbox; what it says nothing against is there."""

    def send(self, events: list[Event], ledger: Ledger) -> None:
        with (
            self.open().cursor() as cursor,
            cursor.copy(
                "copy public.analytics_inbox (id, vendor_id, event_type, timestamp, event_data)"
                " from stdin"
            ) as copy,
        ):
            for event in events:
                copy.write_row(
                    [
                        *(event["id"], event["vendorId"], event["eventType"], event["timestamp"]),
                        json.dumps(event["eventData"]),
                    ]
                )
        ledger.note_kept(events)


class HostDoor(SqlDoor):
    """A table of the host that is tracked; once the host's commit is answered, an event is due."""

    TRACK = """
        create schema host;
        create table host.payments (
            id uuid primary key, vendor_id uuid not null, amount jsonb, paid_at timestamptz
        );
        select analytics_api.track_table('host.payments', 'payment.received', '{
            "vendor": "vendor_id", "time": "paid_at",
            "fields": {"paymentId": "id", "amount": "amount", "currency": {"value": "EUR"}}
        }');
    """

    def make_event(self, chance: random.Random) -> Event:
        """A payment, under the id that capture gives it by the key of its row."""
        event = make_event(chance)
        while event["eventType"] != "payment.received":
            event = make_event(chance)
        event["eventData"] = {**event["eventData"], "paymentId": event["id"], "currency": "EUR"}
        name = f"host.payments payment.received {event['id']}"
        digits = hashlib.sha256(name.encode()).hexdigest()
        event["id"] = str(uuid.UUID(f"{digits[:12]}8{digits[13:16]}8{digits[17:32]}"))
        return event

    def send(self, events: list[Event], ledger: Ledger) -> None:
        # As a host does it, in a transaction of several statements.
        with self.open().transaction(), self.open().cursor() as cursor:
            for start in range(0, len(events), 20):
                rows = [
                    {
                        "id": event["eventData"]["paymentId"],
                        "vendor_id": event["vendorId"],
                        "amount": event["eventData"]["amount"],
                        "paid_at": event["timestamp"],
                    }
                    for event in events[start : start + 20]
                ]
                cursor.execute(
                    "insert into host.payments select r.* from jsonb_populate_recordset("
                    "null::host.payments, %s) as r on conflict do nothing",
                    [Jsonb(rows)],
                )
        ledger.note_kept(events)


@dataclass
class HttpDoor(Door):
    """``POST /api/analytics/events`` over one connection that is kept."""

    server: AppServer
    name: str
    batch_size: int
    connection: http.client.HTTPConnection | None = None

    def send(self, events: list[Event], ledger: Ledger) -> None:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            self.connection.request(
                "POST",
                "/api/analytics/events",
                json.dumps(events),
                {"Content-Type": "application/json", **bearer(make_token(*VENDORS))},
            )
            response = self.connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        if response.status in (200, 207, 422):
            ledger.note_answer(events, json.loads(body))
            return
        # It may have been killed before or after the commit: that is for the client to ask again.
        assert response.status == 503, (response.status, body)
        raise UnavailableError(body.decode())

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


@dataclass
class ImportDoor(Door):
    """``wedsync import`` of a file, again and again until it is through."""

    cluster: PrivateCluster
    directory: Path
    name: str
    batch_size: int
    file_count: int = 0
    path: Path | None = None

    def send(self, events: list[Event], ledger: Ledger) -> None:
        request = self._prepare(events)
        with self.cluster.connect(self.name) as connection:
            outcome = import_file(connection, request, lambda *_: None)
        assert outcome.received == outcome.stored + outcome.duplicate + outcome.rejected
        assert outcome.received + outcome.already_acknowledged == outcome.events == len(events)
        ledger.note_kept(events)
        self.path = None

    def close(self) -> None:
        """The file stays: the next call imports it anew, and goes on where it was killed."""

    def _prepare(self, events: list[Event]) -> Request:
        map_path = self.directory / "map.sql"
        map_path.write_text(MAP)
        if self.path is None:
            self.file_count += 1
            self.path = self.directory / f"events-{self.file_count}.csv"
            with self.path.open("w", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["event"])
                writer.writerows([json.dumps(event)] for event in events)
        return Request(
            source=SourceFile(self.path), map_path=map_path, earliest=START, batch_size=200
        )
