from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Flights:
    """Who asks the same at the same time in one process: one goes first, the others wait for it.

    Once. Then each goes by itself, and finds what the first has brought.
    """

    def __init__(self, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self._events: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    @contextmanager
    def join(self, key: str) -> Iterator[bool]:
        """Yields at once to who is first with a key, with True; to others when that is done."""
        with self._lock:
            event = self._events.get(key)
            is_first = event is None
            if event is None:
                event = self._events[key] = threading.Event()
        if not is_first:
            event.wait(self.timeout_s)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._events[key]
            event.set()
