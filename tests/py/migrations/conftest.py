"""What the tests of migrations share: sources to change, and dumps to compare."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app.migrate import Source

MakeDatabase = Callable[..., str]
Dump = Callable[[str], str]


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A copy of migrations/ and sql/ that a test may change."""
    copy = Source(tmp_path / "source")
    shutil.copytree(Source().migrations, copy.migrations)
    shutil.copytree(Source().sql, copy.sql)
    return copy


@pytest.fixture(scope="session")
def dump() -> Dump:
    """The schema of a database as text, without what differs from run to run."""

    def dump(dsn: str) -> str:
        text = subprocess.run(
            ["pg_dump", "--schema-only", "--dbname", dsn],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        lines = [
            line
            for line in text.splitlines()
            if line and not re.match(r"--|SET |\\|SELECT pg_catalog.set_config", line)
        ]
        return "\n".join(lines)

    return dump
