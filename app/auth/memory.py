"""What was good a moment ago is not asked again."""

from __future__ import annotations

import hashlib
import time

from app.db import Claims

LIFESPAN_S = 4.0
"""How long what was good counts without asking again: what is revoked ends within 5 s."""
_COUNT_MAX = 1000


class Memory:
    """The claims of the tokens and keys that were used last, per process, by their digests.

    Only what was good is remembered: a flood of made-up ones pushes none out.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[float, Claims]] = {}

    def find(self, digest: bytes) -> Claims | None:
        """The claims that are remembered, a copy of them."""
        until, claims = self._known.get(digest, (0.0, None))
        if claims is None:
            return None
        if until <= time.monotonic():
            self._known.pop(digest, None)
            return None
        return dict(claims)

    def keep(self, digest: bytes, claims: Claims, asked_at: float, left_s: float) -> None:
        """Remember claims for their lifespan and for left_s at most, from the monotonic asked_at.

        Counted from before the question: what is revoked meanwhile is asked for in time.
        """
        if len(self._known) >= _COUNT_MAX:
            self._known.clear()
        self._known[digest] = (asked_at + min(LIFESPAN_S, left_s), claims)


def digest_of(text: str) -> bytes:
    """What a token or key is known by, which is of no use to whoever reads the memory."""
    return hashlib.sha256(text.encode()).digest()
