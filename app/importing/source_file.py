from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

CHUNK_BYTES = 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it lies on disk, compressed or not."""

    path: Path

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes of the file; those of gzip, whatever its name, unpacked."""
        with self.path.open("rb") as raw:
            is_gzip = raw.read(2) == GZIP_MAGIC
            raw.seek(0)
            if is_gzip:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield cast(BinaryIO, unpacked)
            else:
                yield raw

    def chunks(self) -> Iterator[bytes]:
        """The unpacked bytes, without blanks and empty lines at the end of the file."""
        with self.open() as source:
            held_back = b""
            while chunk := source.read(CHUNK_BYTES):
                text = (held_back + chunk).rstrip(b" \t\r\n")
                held_back = (held_back + chunk)[len(text) :]
                if text:
                    yield text

    def sha256(self) -> str:
        """Checksum of the file as it lies on disk, in hex."""
        with self.path.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()
