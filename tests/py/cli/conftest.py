"""Runs the command line in this process, so that its coverage counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from app.cli import main
from app.config import get_settings


@dataclass(frozen=True)
class Result:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run ``wedsync`` with arguments; ``dsn`` becomes DATABASE_URL, like other words."""

    def run(*arguments: str, dsn: str | None = None, **environment: str) -> Result:
        monkeypatch.delenv("DATABASE_URL", raising=False)
        # The database of this clone is not for tests.
        monkeypatch.setattr("app.cli.adopt_clone", lambda: None)
        for name, value in (environment | ({"DATABASE_URL": dsn} if dsn else {})).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", ["wedsync", *arguments])
        get_settings.cache_clear()
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        code = stop.value.code
        return Result(code if isinstance(code, int) else 0, captured.out, captured.err)

    yield run
    get_settings.cache_clear()
