from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter

import psycopg
from psycopg_pool import PoolTimeout

from app import db
from app.problems import Problem

_EVERY_S = 30.0
_KEYS_MAX = 500
_logger = logging.getLogger("wedsync.cache")
_Key = tuple[str, str, str | None]


class Popularity:
    """What is asked how often, told to the database now and then: a process that ends forgets it.

    The telling costs one of the requests some milliseconds every half minute.
    """

    def __init__(self) -> None:
        self._counts: Counter[_Key] = Counter()
        self._told_at = time.monotonic()
        self._lock = threading.Lock()

    def count(self, vendor_id: str, request: str, accepted: str | None) -> None:
        """Count a request for metrics of one vendor; beyond 500 kinds of them new ones are not."""
        key = (vendor_id, request, accepted)
        with self._lock:
            if key in self._counts or len(self._counts) < _KEYS_MAX:
                self._counts[key] += 1
            if time.monotonic() < self._told_at + _EVERY_S:
                return
            self._told_at = time.monotonic()
            counts, self._counts = self._counts, Counter()
        _tell(counts)


def _tell(counts: Counter[_Key]) -> None:
    told = [
        {"vendorId": vendor_id, "request": json.loads(request), "accepted": accepted, "count": n}
        for (vendor_id, request, accepted), n in counts.items()
    ]
    try:
        db.call(
            "select analytics_api.note_requests(%s::jsonb) from request",
            [json.dumps(told)],
            claims=None,
            writes=True,
        )
    except (psycopg.Error, PoolTimeout, Problem) as error:
        # The answer is there: what is popular may wait.
        _logger.warning(
            "popular requests not noted", extra={"fields": {"error": type(error).__name__}}
        )
