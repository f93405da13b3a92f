from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from cachelib import FileSystemCache, RedisCache
from cachelib.base import BaseCache
from cachelib.serializers import BaseSerializer

from app.cache.entry import Entry

_TIMEOUT_S = 0.25
_REST_S = 5.0
_FILES_MAX = 10_000
_PREFIX = "wedsync:"
_logger = logging.getLogger("wedsync.cache")


class _Bytes(BaseSerializer):
    """Bytes as they are: what others could write to a Redis is never unpickled."""

    def dumps(self, value: Any, protocol: int = 0) -> bytes:
        return bytes(value)

    def loads(self, bvalue: bytes) -> Any:
        return bvalue


class _BytesOnRedis(RedisCache):
    serializer = _Bytes()  # type: ignore[assignment]


class SharedStore:
    """What processes keep together: answers by tag, and the tag that was right last for a key.

    One that fails is left alone for a while: then each process is as if there were none.
    """

    def __init__(self, cache: BaseCache) -> None:
        self._cache = cache
        self._rests_until = 0.0

    @classmethod
    def open(cls, url: str) -> SharedStore | None:
        """The store of a URL: redis://, rediss://, unix:// (a Redis), or file:///directory."""
        parts = urlsplit(url)
        if not url:
            return None
        if parts.scheme in ("redis", "rediss", "unix"):
            # An extra: only who has a Redis needs its client.
            import redis

            client = redis.Redis.from_url(
                url, socket_timeout=_TIMEOUT_S, socket_connect_timeout=_TIMEOUT_S
            )
            return cls(_BytesOnRedis(client))
        if parts.scheme == "file" and parts.path:
            return cls(FileSystemCache(parts.path, threshold=_FILES_MAX))
        raise ValueError(f"WEDSYNC_CACHE_URL is neither redis:// nor file:///, but {parts.scheme}:")

    def get_etag(self, key: str) -> str | None:
        """The tag that was right last for a key."""
        found: bytes | None = self._try(lambda: self._cache.get(f"{_PREFIX}key:{key}"))
        return None if found is None else found.decode(errors="replace")

    def get(self, etag: str) -> Entry | None:
        """The answer of a tag."""
        found: Entry | None = self._try(lambda: _read(self._cache.get(_PREFIX + etag)))
        return found

    def set(self, key: str, entry: Entry) -> None:
        """Keep an answer until it expires, and that it is the right one for a key."""
        timeout_s = max(1, int(entry.expires_at - time.time()))
        self._try(lambda: self._cache.set(_PREFIX + entry.etag, _write(entry), timeout_s))
        self._try(lambda: self._cache.set(f"{_PREFIX}key:{key}", entry.etag.encode(), timeout_s))

    def _try(self, work: Callable[[], Any]) -> Any:
        if time.monotonic() < self._rests_until:
            return None
        try:
            return work()
        except Exception as error:
            # Whatever a client of a store may raise, an answer is worth more.
            _logger.warning(
                "shared cache failed", extra={"fields": {"error": type(error).__name__}}
            )
            self._rests_until = time.monotonic() + _REST_S
            return None


def _write(entry: Entry) -> bytes:
    head = {
        "etag": entry.etag,
        "createdAt": entry.created_at,
        "expiresAt": entry.expires_at,
        "bodyBytes": len(entry.body),
        "isPacked": entry.packed is not None,
    }
    return b"\n".join((json.dumps(head).encode(), entry.body + (entry.packed or b"")))


def _read(stored: bytes | None) -> Entry | None:
    if stored is None:
        return None
    head, _, rest = stored.partition(b"\n")
    about = json.loads(head)
    if about["expiresAt"] <= time.time():
        return None
    size = about["bodyBytes"]
    return Entry(
        about["etag"],
        rest[:size],
        about["createdAt"],
        about["expiresAt"],
        rest[size:] if about["isPacked"] else None,
    )
