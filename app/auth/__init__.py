"""Who is calling: the claims of a verified token."""

from __future__ import annotations

import jwt
from flask import Flask, current_app, request

from app.auth.keys import Keys
from app.config import Settings
from app.db import Claims
from app.problems import Problem

_LEEWAY_S = 30
_INVALID = 'Bearer error="invalid_token"'


def init_app(app: Flask) -> None:
    """Give the application the keys that tokens are verified with."""
    app.extensions["keys"] = Keys(app.extensions["settings"])


def require_claims() -> Claims:
    """The claims of the bearer token that the database decides by; a problem 401 without one.

    The token is signed by a live key with an algorithm that is configured, for our audience, and
    not expired (30 s leeway). 503 where the issuer's keys cannot be read.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _unauthorized("Send a token: Authorization: Bearer …")
    claims = _verify(token.strip())
    metadata = claims.get("app_metadata")
    # What users may write themselves (user_metadata) and the role of the token count for nothing.
    return {
        "sub": claims.get("sub"),
        "app_metadata": {
            name: metadata[name]
            for name in ("vendor_ids", "platform_admin", "vendor_role")
            if isinstance(metadata, dict) and name in metadata
        },
    }


def _verify(token: str) -> Claims:
    """The claims of a token, by the first of the keys for it that fits."""
    settings: Settings = current_app.extensions["settings"]
    keys: Keys = current_app.extensions["keys"]
    refusal: jwt.InvalidTokenError = jwt.InvalidTokenError()
    try:
        for algorithm, key in keys.find(jwt.get_unverified_header(token)):
            try:
                claims: Claims = jwt.decode(
                    token,
                    key,
                    algorithms=[algorithm],
                    audience=settings.jwt_audience,
                    issuer=settings.jwt_issuer or None,
                    leeway=_LEEWAY_S,
                    options={"require": ["exp", "aud"]},
                )
            except jwt.InvalidSignatureError as error:
                refusal = error
            else:
                return claims
    except jwt.PyJWKClientConnectionError as error:
        raise Problem(
            503, "keys_unavailable", "The keys of the token's issuer cannot be read."
        ) from error
    except jwt.ExpiredSignatureError as error:
        raise _unauthorized("The token has expired.", _INVALID) from error
    except jwt.PyJWTError as error:
        refusal = jwt.InvalidTokenError(str(error))
    if not keys.are_configured:
        raise _unauthorized("This service has no secret to verify tokens with.")
    raise _unauthorized("The token is not valid.", _INVALID) from refusal


def _unauthorized(detail: str, challenge: str = "Bearer") -> Problem:
    return Problem(401, "unauthorized", detail, headers={"WWW-Authenticate": challenge})
