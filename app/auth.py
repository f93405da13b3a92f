"""Who is calling: the claims of a verified token."""

from __future__ import annotations

import jwt
from flask import current_app, request

from app.config import Settings
from app.db import Claims
from app.problems import Problem

_LEEWAY_S = 30
_INVALID = 'Bearer error="invalid_token"'


def require_claims() -> Claims:
    """The claims of the bearer token that the database decides by; a problem 401 without one.

    HS256 only, signed with the configured secret, for our audience, not expired (30 s leeway).
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _unauthorized("Send a token: Authorization: Bearer …")
    settings: Settings = current_app.extensions["settings"]
    if not settings.jwt_secret:
        raise _unauthorized("This service has no secret to verify tokens with.")
    try:
        claims = jwt.decode(
            token.strip(),
            settings.jwt_secret,
            algorithms=["HS256"],
            audience=settings.jwt_audience,
            leeway=_LEEWAY_S,
            options={"require": ["exp", "aud"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise _unauthorized("The token has expired.", _INVALID) from error
    except jwt.InvalidTokenError as error:
        raise _unauthorized("The token is not valid.", _INVALID) from error
    metadata = claims.get("app_metadata")
    # What users may write themselves (user_metadata) and the role of the token count for nothing.
    return {
        "sub": claims.get("sub"),
        "app_metadata": {
            name: metadata[name]
            for name in ("vendor_ids", "platform_admin")
            if isinstance(metadata, dict) and name in metadata
        },
    }


def _unauthorized(detail: str, challenge: str = "Bearer") -> Problem:
    return Problem(401, "unauthorized", detail, headers={"WWW-Authenticate": challenge})
