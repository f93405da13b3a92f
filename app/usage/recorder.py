"""Requests are noted in the background: a bounded queue, and a thread that empties it."""

from __future__ import annotations

import atexit
import json
import logging
import threading
from collections import deque
from typing import Any

import psycopg

from app import db
from app.config import Settings

QUEUE_MAX = 10_000
"""Above it requests are not noted, and counted as dropped: the log must not fill the memory."""
BATCH_MAX = 500
FLUSH_S = 1.0
IDLE_S = 10.0
"""A thread that has had nothing to do for so long ends, and with it its connection."""
_logger = logging.getLogger("wedsync.usage")


class Recorder:
    """The queue of one process; its thread begins with the first request, so after the fork."""

    def __init__(self, settings: Settings) -> None:
        self.stored_count = 0
        self.dropped_count = 0
        self._settings = settings
        self._rows: deque[dict[str, Any]] = deque()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._is_closing = False
        self._thread: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: dict[str, Any]) -> None:
        """Note a request, or count it as dropped; never waits for the database."""
        if len(self._rows) >= QUEUE_MAX:
            self.dropped_count += 1
            return
        with self._lock:
            # A thread that is about to end sees the row, or is gone before it is looked for.
            self._rows.append(row)
            if self._thread is None and not self._is_closing:
                self._start()
        if len(self._rows) >= BATCH_MAX:
            self._wake.set()

    def close(self) -> None:
        """Write what is left, for two seconds at most."""
        self._is_closing = True
        self._wake.set()
        thread = self._thread
        if thread is not None:
            thread.join(2)

    def _start(self) -> None:
        atexit.register(self.close)
        self._thread = threading.Thread(target=self._run, name="usage", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        """Write what is there once a second, until nothing has been for a while."""
        connection: db.Connection | None = None
        idle_s = 0.0
        while True:
            self._wake.wait(FLUSH_S)
            self._wake.clear()
            idle_s = 0.0 if self._rows else idle_s + FLUSH_S
            try:
                if self._rows:
                    connection = connection or db.connect(self._settings, "wedsync-usage")
                    self._write_all(connection)
            except psycopg.Error as error:
                # The rows stay: the database may be back a second later.
                _logger.warning(
                    "usage not written", extra={"fields": {"error": str(error.sqlstate)}}
                )
                self._end(connection)
                connection = None
            with self._lock:
                if self._is_closing or (idle_s >= IDLE_S and not self._rows):
                    # Before the next thread can begin: it registers the same for itself.
                    atexit.unregister(self.close)
                    self._thread = None
                    break
        self._end(connection)

    def _write_all(self, connection: db.Connection) -> None:
        """Write batch by batch; one that the database does not take is dropped."""
        while self._rows:
            batch = [self._rows.popleft() for _ in range(min(BATCH_MAX, len(self._rows)))]
            try:
                connection.execute(
                    "select analytics_api.record_usage(%s::jsonb)", [json.dumps(batch)]
                )
            except (psycopg.OperationalError, psycopg.InterfaceError):
                self._rows.extendleft(reversed(batch))
                raise
            except psycopg.Error:
                self.dropped_count += len(batch)
                raise
            self.stored_count += len(batch)

    def _end(self, connection: db.Connection | None) -> None:
        if connection is not None:
            connection.close()
