"""Who is calling: the claims of a verified token, or of a secret key."""

from __future__ import annotations

import time

import jwt
from flask import Flask, current_app, g, request

from app.auth.keys import Keys
from app.auth.memory import Memory, digest_of
from app.auth.secret_keys import SecretKeys, is_secret_key
from app.config import Settings
from app.db import Claims
from app.openapi.describe import current_description
from app.problems import Problem

_LEEWAY_S = 30
_INVALID = 'Bearer error="invalid_token"'


def init_app(app: Flask) -> None:
    """Give the application the keys that tokens are verified with."""
    app.extensions["keys"] = Keys(app.extensions["settings"])
    app.extensions["secret_keys"] = SecretKeys()
    app.extensions["tokens"] = Memory()


def require_claims() -> Claims:
    """The claims of the bearer token that the database decides by; a problem 401 without one.

    The token is a secret key, which needs the scope that the description of the route names (403
    without it), read where it names none; or the JWT of a user, who has all scopes. The database
    asks for the scope again, in the function that does the work.
    """
    claims = identify()
    description = current_description()
    scope = (description and description.scope) or "read"
    if "scopes" in claims and scope not in claims["scopes"]:
        raise Problem(
            403,
            "ZA407",
            f"The key does not have the scope {scope}.",
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'},
        )
    return claims


def identify() -> Claims:
    """The claims of the bearer token, whatever it may do; looked at once in a request.

    A JWT is signed by a live key with an algorithm that is configured, for our audience, and not
    expired (30 s leeway). 401 otherwise; 503 where the issuer's keys cannot be read.
    """
    if "claims" not in g:
        started_at = time.perf_counter()
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _unauthorized("Send a token: Authorization: Bearer …")
        g.claims = _claims_of(token.strip())
        g.auth_ms = (time.perf_counter() - started_at) * 1000
    claims: Claims = g.claims
    return claims


def _claims_of(token: str) -> Claims:
    """The claims of a bearer token that is believed."""
    if is_secret_key(token):
        keys: SecretKeys = current_app.extensions["secret_keys"]
        claims = keys.identify(token)
        if claims is None:
            raise _unauthorized("The key is not one.", _INVALID)
        return claims
    tokens: Memory = current_app.extensions["tokens"]
    digest = digest_of(token)
    known = tokens.find(digest)
    if known is not None:
        return known
    asked_at = time.monotonic()
    verified = _verify(token)
    claims = _read_claims(verified)
    tokens.keep(digest, claims, asked_at, int(verified["exp"]) + _LEEWAY_S - time.time())
    return dict(claims)


def _read_claims(token: Claims) -> Claims:
    """What counts of a token that is believed.

    What users may write themselves (user_metadata) and the role of the token count for nothing.
    """
    metadata = token.get("app_metadata")
    return {
        "sub": token.get("sub"),
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
