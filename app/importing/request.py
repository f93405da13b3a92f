from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.importing.source_file import SourceFile

ENCODINGS = {"utf-8": "UTF8", "latin-1": "LATIN1", "windows-1252": "WIN1252"}
"""Encodings of files, as Python calls them and as PostgreSQL does."""

Report = Callable[[str, int, int], None]
"""Told what is going on, how many events are done, and of how many (0: not known yet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be imported, and how."""

    source: SourceFile
    map_path: Path
    earliest: datetime
    """Events before it are rejected: a wrong century must not make a thousand partitions."""
    vendor_settings: dict[str, str] | None = None
    """Settings for vendors that are not there yet; None leaves them unknown."""
    batch_size: int = 5_000
    encoding: str = "utf-8"
    delimiter: str = ","
    is_dry_run: bool = False
    is_restart: bool = False
