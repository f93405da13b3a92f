"""Links to dashboards: signed, of one audience, and worth nothing anywhere else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import jwt
from flask import current_app

from app.config import Settings
from app.problems import Problem

_AUDIENCE = "wedsync-share"


def sign(share: dict[str, Any]) -> str:
    """The token of a share {shareId, vendorId, expiresAt}."""
    return jwt.encode(
        {
            "sub": share["shareId"],
            "aud": _AUDIENCE,
            "exp": datetime.fromisoformat(share["expiresAt"]),
            "app_metadata": {"vendor_ids": [share["vendorId"]]},
        },
        _secret(),
        "HS256",
    )


def verify(token: str) -> dict[str, Any]:
    """The claims of a token that was signed here and has not expired; else a problem 404."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _secret(),
            algorithms=["HS256"],
            audience=_AUDIENCE,
            options={"require": ["exp", "aud", "sub"]},
        )
    except jwt.InvalidTokenError as error:
        raise Problem(404, "not_found", "There is no such link, or it has expired.") from error
    return claims


def _secret() -> str:
    settings: Settings = current_app.extensions["settings"]
    if not settings.jwt_secret:
        raise Problem(501, "not_configured", "This service has no secret to sign links with.")
    return settings.jwt_secret
