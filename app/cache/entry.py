from __future__ import annotations

import time
import zlib
from dataclasses import dataclass

from app.compression import LEVEL

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_OVERHEAD = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that is kept: all of it but the members that each request has of its own.

    ``created_at`` and ``expires_at`` are seconds since 1970; ``packed`` is the body deflated, up to
    a byte boundary that more can follow, or None.
    """

    etag: str
    body: bytes
    created_at: float
    expires_at: float
    packed: bytes | None = None

    @classmethod
    def make(
        cls, etag: str, body: bytes, *, ttl_s: float, is_compressed: bool, age_s: float = 0
    ) -> Entry:
        """An answer that was calculated age_s ago, to be kept for ttl_s from then on."""
        now = time.time() - age_s
        return cls(etag, body, now, now + ttl_s, _deflate(body) if is_compressed else None)

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly."""
        return len(self.body) + len(self.packed or b"") + _OVERHEAD

    @property
    def age_s(self) -> float:
        """Seconds since it was calculated."""
        return max(0.0, time.time() - self.created_at)

    def gzip(self, tail: bytes) -> bytes | None:
        """Body and tail as one gzip member, of which only the tail is compressed now."""
        if self.packed is None:
            return None
        end = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
        checksum = zlib.crc32(tail, zlib.crc32(self.body))
        size = (len(self.body) + len(tail)) & 0xFFFFFFFF
        return b"".join(
            (
                *(_HEADER, self.packed, end.compress(tail), end.flush()),
                *(checksum.to_bytes(4, "little"), size.to_bytes(4, "little")),
            )
        )


def _deflate(body: bytes) -> bytes:
    # A full flush ends on a byte and forgets what came before: anything may follow.
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush(zlib.Z_FULL_FLUSH)
