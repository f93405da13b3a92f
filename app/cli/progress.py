from __future__ import annotations

import sys
import time

LINE_EVERY_SECONDS = 5.0
"""How often a line is printed where standard error is no terminal."""


class Progress:
    """Shows how far long work has come, on standard error: one line that moves, or a few lines."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        self._is_quiet = is_quiet
        self._is_terminal = sys.stderr.isatty()
        self._what = ""
        self._started = self._printed = time.monotonic()
        self._done_at_start = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show what is going on, how much is done, and of how much (0: not known yet)."""
        now = time.monotonic()
        is_new = what != self._what
        if is_new:
            self._what, self._started, self._done_at_start = what, now, done
        if self._is_quiet or not (
            self._is_terminal or is_new or now - self._printed >= LINE_EVERY_SECONDS
        ):
            return
        self._printed = now
        line = self._compose(done, total, now - self._started)
        if self._is_terminal:
            end = "\n" if what == "done" else ""
            sys.stderr.write(f"\r\x1b[K{line}{end}")
        else:
            sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    def _compose(self, done: int, total: int, elapsed: float) -> str:
        line = self._what
        if total:
            line += f"  {done:,}/{total:,} ({done / total:.0%})"
        rate = (done - self._done_at_start) / elapsed if elapsed > 0 else 0
        if rate and done < total:
            line += f"  {rate:,.0f}/s  eta {(total - done) / rate:.0f} s"
        return line

    def stop(self) -> None:
        """Leave the line that moves, so that what follows begins on a line of its own."""
        if self._is_terminal and not self._is_quiet and self._what not in ("", "done"):
            sys.stderr.write("\n")
