"""How many rows an answer has."""

from __future__ import annotations

import re

_COUNTS = (b'"totalRecords": ', b'"received": ')
"""What answers say of how many rows they have, or have taken."""
_NUMBER = re.compile(rb"\d{1,18}")


def count_rows(body: bytes) -> int | None:
    """The number of rows that a JSON answer tells; None where it tells none. Nothing is parsed."""
    for name in _COUNTS:
        place = body.rfind(name)
        found = _NUMBER.match(body, place + len(name)) if place >= 0 else None
        if found:
            return int(found[0])
    return None
