from __future__ import annotations


class ImportFailedError(Exception):
    """An import cannot be done; the message is one line for the person who started it."""
