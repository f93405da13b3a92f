"""What the claims of a request say of its caller."""

from __future__ import annotations

from typing import Any, Literal

_KEY = "key:"
"""What the claims of a secret key begin their subject with."""


def read_caller(claims: dict[str, Any]) -> tuple[Literal["user", "key"], str]:
    """Whether a user or a secret key asks, and its id; empty where the token names nobody."""
    subject = str(claims.get("sub") or "")
    if subject.startswith(_KEY):
        return "key", subject.removeprefix(_KEY)
    return "user", subject


def read_vendor_ids(claims: dict[str, Any]) -> list[Any]:
    """The vendors that the token names."""
    vendor_ids = (claims.get("app_metadata") or {}).get("vendor_ids")
    return vendor_ids if isinstance(vendor_ids, list) else []
