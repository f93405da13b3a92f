"""Secret keys of programs, which the database knows by their hashes."""

from __future__ import annotations

import hashlib
import re
import time

from app import db

LIFESPAN_S = 4.0
"""How long a key that was good counts without asking again: revoked, it ends within 5 s."""
_COUNT_MAX = 1000
_KEY = re.compile(r"wk_live_[0-9a-f]{64}")


class SecretKeys:
    """The claims of the keys that were used last, per process."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[float, db.Claims]] = {}

    def identify(self, text: str) -> db.Claims | None:
        """The claims of a key; None where it cannot be one. Raises ZA408 where there is none such.

        Only what was good is remembered: a flood of made-up keys pushes none out.
        """
        if not _KEY.fullmatch(text):
            return None
        digest = hashlib.sha256(text.encode()).digest()
        now = time.monotonic()
        known = self._known.get(digest)
        if known is not None and now < known[0]:
            return dict(known[1])
        self._known.pop(digest, None)
        (claims,) = db.call(
            "select analytics_api.identify_key(%s) from request", [digest], claims=None, writes=True
        )
        if len(self._known) >= _COUNT_MAX:
            self._known.clear()
        # Counted from before the question: what is revoked meanwhile is asked for in time.
        self._known[digest] = (now + LIFESPAN_S, claims)
        return dict(claims)


def is_secret_key(text: str) -> bool:
    """Whether a bearer token is meant to be a secret key."""
    return text.startswith("wk_")
