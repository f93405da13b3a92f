from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SCRIPT = Path(__file__).parents[2] / "bin" / "environment"


def adopt_clone() -> None:
    """Point at the private cluster of this clone, where the environment names no database."""
    if "DATABASE_URL" in os.environ or not _SCRIPT.exists():
        return
    answer = subprocess.run(  # noqa: S603 - a script of our own
        [_SCRIPT], capture_output=True, text=True, check=False
    )
    for line in answer.stdout.splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)
