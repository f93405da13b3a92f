from __future__ import annotations

import psycopg


class MigrationError(Exception):
    """The database was left as it was, for the reason that the message says in one line."""


def describe(error: psycopg.Error, text: str | None = None) -> str:
    """One line for an error of the server; with the text that failed, also its line number."""
    message = error.diag.message_primary or str(error).strip() or type(error).__name__
    position = error.diag.statement_position
    if text is not None and position is not None:
        message = f"line {text.count(chr(10), 0, int(position) - 1) + 1}: {message}"
    if error.diag.message_detail:
        message += f" ({error.diag.message_detail.replace(chr(10), '; ')})"
    if error.diag.message_hint:
        message += f"; {error.diag.message_hint}"
    return message
