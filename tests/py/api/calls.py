"""What a client of the interface sends: tokens and events."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

SECRET = "a secret of the tests, long enough for HS256"
Headers = dict[str, str]


def make_token(
    *vendor_ids: str, is_admin: bool = False, secret: str = SECRET, **claims: object
) -> str:
    """A token as the service expects it; claims replace or, with None, remove its own."""
    payload = {
        "sub": str(uuid.uuid4()),
        "role": "authenticated",
        "aud": "authenticated",
        "exp": datetime.now(UTC) + timedelta(minutes=5),
        "app_metadata": {"vendor_ids": list(vendor_ids), "platform_admin": is_admin},
    } | claims
    return jwt.encode({k: v for k, v in payload.items() if v is not None}, secret, "HS256")


def bearer(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}


def page_view(vendor_id: str | None = None, path: str = "/", **members: object) -> dict[str, Any]:
    """An event, by default valid."""
    event: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "eventType": "page.viewed",
        "timestamp": "2026-05-01T10:00:00Z",
        "eventData": {"path": path},
    }
    return event | ({"vendorId": vendor_id} if vendor_id else {}) | members
