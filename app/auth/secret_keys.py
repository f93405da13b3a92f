"""Secret keys of programs, which the database knows by their hashes."""

from __future__ import annotations

import math
import re
import time

from app import db
from app.auth.memory import Memory, digest_of

_KEY = re.compile(r"wk_live_[0-9a-f]{64}")


class SecretKeys:
    """The claims of keys, of those used last without asking the database."""

    def __init__(self) -> None:
        self._memory = Memory()

    def identify(self, text: str) -> db.Claims | None:
        """The claims of a key; None for what cannot be one. ZA408 where there is none such."""
        if not _KEY.fullmatch(text):
            return None
        digest = digest_of(text)
        known = self._memory.find(digest)
        if known is not None:
            return known
        asked_at = time.monotonic()
        (claims,) = db.call(
            "select analytics_api.identify_key(%s) from request", [digest], claims=None, writes=True
        )
        self._memory.keep(digest, claims, asked_at, math.inf)
        return dict(claims)


def is_secret_key(text: str) -> bool:
    """Whether a bearer token is meant to be a secret key."""
    return text.startswith("wk_")
