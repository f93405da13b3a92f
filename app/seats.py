"""Threads and connections of a process, shared out so that nobody takes those of all others.

A caller may have more of them only while it has fewer than are free: one alone gets half, the next
half of what is left, and something is always left for whoever has none.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.problems import Problem


@dataclass(slots=True, eq=False)
class _Waiting:
    """Who waits for a connection, and what is opened when it has one."""

    subject: str
    gate: threading.Lock = field(default_factory=threading.Lock)


class Seats:
    """How many threads and connections each caller of a process has."""

    def __init__(self, threads: int, connections: int, timeout_s: float) -> None:
        self._threads, self._connections, self._timeout_s = threads, connections, timeout_s
        self._lock = threading.Lock()
        self._present: Counter[str] = Counter()
        self._held: Counter[str] = Counter()
        self._queue: deque[_Waiting] = deque()

    @property
    def waiting_count(self) -> int:
        """Requests that wait for a connection."""
        return len(self._queue)

    def enter(self, subject: str) -> None:
        """Take a thread for a request; the problem 503, at once, for who has its share.

        Those who wait must not take the threads of those who need not.
        """
        with self._lock:
            if not _may_have_more(self._present, subject, self._threads):
                raise _busy()
            self._present[subject] += 1

    def leave(self, subject: str) -> None:
        """Give the thread back."""
        with self._lock:
            _take_off(self._present, subject)

    @contextmanager
    def connection(self, subject: str) -> Iterator[None]:
        """Hold a connection; the problem 503 where none is free for this caller in time."""
        self._take(subject)
        try:
            yield
        finally:
            with self._lock:
                _take_off(self._held, subject)
                self._admit()

    def _take(self, subject: str) -> None:
        with self._lock:
            if _may_have_more(self._held, subject, self._connections):
                self._held[subject] += 1
                return
            waiting = _Waiting(subject)
            waiting.gate.acquire()
            self._queue.append(waiting)
        if waiting.gate.acquire(timeout=self._timeout_s):
            return
        with self._lock:
            if waiting in self._queue:
                self._queue.remove(waiting)
                raise _busy()
            # It was admitted at the last moment.

    def _admit(self) -> None:
        """Let those who wait have what is free, who came first and has not too many."""
        for waiting in [*self._queue]:
            if _may_have_more(self._held, waiting.subject, self._connections):
                self._queue.remove(waiting)
                self._held[waiting.subject] += 1
                waiting.gate.release()


def _may_have_more(taken: Counter[str], subject: str, total: int) -> bool:
    free = total - taken.total()
    return taken[subject] < free


def _take_off(taken: Counter[str], subject: str) -> None:
    taken[subject] -= 1
    if not taken[subject]:
        del taken[subject]


def _busy() -> Problem:
    return Problem(503, "busy", "As many requests as may run at once are running; try again.")
