"""How progress is shown: a line that moves on a terminal, a few lines elsewhere."""

from __future__ import annotations

import io

import pytest

from app.cli import progress
from app.cli.progress import Progress


class Terminal(io.StringIO):
    """Standard error that says whether it is a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


class Clock:
    """A clock that the test moves."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def show(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool) -> Terminal:
    terminal = Terminal(is_terminal=is_terminal)
    monkeypatch.setattr("sys.stderr", terminal)
    return terminal


def test_on_a_terminal_one_line_moves(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    terminal = show(monkeypatch, is_terminal=True)
    shown = Progress()
    shown("storing", 0, 100)
    clock.now = 2
    shown("storing", 50, 100)
    shown.stop()
    assert terminal.getvalue() == (
        "\r\x1b[Kstoring  0/100 (0%)\r\x1b[Kstoring  50/100 (50%)  25/s  eta 2 s\n"
    )


def test_elsewhere_a_line_is_printed_every_few_seconds(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    terminal = show(monkeypatch, is_terminal=False)
    shown = Progress()
    for clock.now, done in ((0, 0), (1, 10), (5, 50), (6, 60)):
        shown("storing", done, 100)
    shown("done", 100, 100)
    shown.stop()
    assert terminal.getvalue().splitlines() == [
        "storing  0/100 (0%)",
        "storing  50/100 (50%)  10/s  eta 5 s",
        "done  100/100 (100%)",
    ]


def test_quiet_shows_nothing(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    terminal = show(monkeypatch, is_terminal=True)
    shown = Progress(is_quiet=True)
    shown("storing", 0, 100)
    shown.stop()
    assert terminal.getvalue() == ""
