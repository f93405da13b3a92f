"""The keys that tokens may be signed with: shared secrets, and the key set of an issuer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jwt

from app.config import Settings

_LIFESPAN_S = 300
_FETCH_TIMEOUT_S = 5
# An unknown key id reads the key set anew, though not for each request of a flood.
_REFETCH_AFTER_S = 10


class Keys:
    """Keys by algorithm: a secret never verifies what claims to be signed by a key pair."""

    def __init__(self, settings: Settings) -> None:
        self._algorithms = settings.jwt_algorithms
        # Two are live while one takes the place of the other.
        self._secrets = [
            secret for secret in (settings.jwt_secret, settings.jwt_secret_previous) if secret
        ]
        self._client = (
            jwt.PyJWKClient(
                settings.jwks_url,
                lifespan=_LIFESPAN_S,
                timeout=_FETCH_TIMEOUT_S,
                cooldown_duration=_REFETCH_AFTER_S,
            )
            if settings.jwks_url
            else None
        )

    @property
    def are_configured(self) -> bool:
        """Whether any token can be verified at all."""
        return bool(self._secrets or self._client)

    def find(self, header: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """Algorithm and key of what may have signed a token with this header.

        Raises PyJWKClientConnectionError where the key set of the issuer cannot be read, and
        PyJWKClientError where it has no key of this id.
        """
        algorithm = header.get("alg")
        if algorithm not in self._algorithms:
            return
        if algorithm.startswith("HS"):
            yield from ((algorithm, secret) for secret in self._secrets)
        elif self._client is not None:
            key = self._client.get_signing_key(str(header.get("kid")))
            if key.algorithm_name == algorithm:
                yield algorithm, key.key
