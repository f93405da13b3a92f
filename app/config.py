"""Settings of the application."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

_SIGNING = (
    *("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
)
BODY_BYTES_MAX = 5 * 1024 * 1024
"""Bytes of a body that is taken, before and after it is inflated."""
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says, read once. Times are in milliseconds, sizes in bytes."""

    database_url: str = ""
    """Connection string of libpq (URL or key=value); empty leaves it to libpq's own variables."""
    jwt_secret: str = ""
    """Key that HS256 tokens are signed with; links are signed with it too."""
    jwt_secret_previous: str = ""
    """A second key that tokens may still be signed with, while it is replaced."""
    jwt_algorithms: tuple[str, ...] = ("HS256",)
    """Algorithms that tokens may be signed with, such as RS256 or ES256 beside a key set."""
    jwks_url: str = ""
    """Where the issuer of tokens publishes its keys (JWKS), over HTTPS."""
    jwt_issuer: str = ""
    """Issuer (claim iss) that tokens must name; empty accepts any."""
    jwt_audience: str = "authenticated"
    threads: int = 32
    """Requests that a process has in hand at once; most of them wait, for a connection."""
    pool_min_size: int = 1
    pool_max_size: int = 1
    """Connections per process, of which one caller may have half; a quarter more for the next."""
    pool_timeout_ms: int = 800
    """How long a request waits for a free connection before it is answered 503."""
    statement_timeout_ms: int = 5_000
    lock_timeout_ms: int = 2_000
    prepare_threshold: int | None = 0
    """Uses before a statement is prepared; "none" for poolers that cannot keep statements."""
    rate_limits: bool = True
    """Whether callers are limited, by what analytics.rate_limits says."""
    usage_log: bool = True
    """Whether requests are noted in analytics_api_usage."""
    metrics_token: str = ""
    """What a bearer must show to read /metrics; empty leaves it open."""
    request_bytes_max: int = 16 * 1024 * 1024
    trusted_proxies: int = 0
    """Proxies in front of the service, each of which appends to X-Forwarded-For; 0 ignores it."""
    cors_origins: tuple[str, ...] = ()
    """Origins of pages that may read the answers, such as https://app.example.com."""
    log_level: str = "INFO"
    cache_bytes_max: int = 64 * 1024 * 1024
    """Bytes of answers that a process keeps; 0 keeps none."""
    cache_url: str = ""
    """Where processes keep answers together: redis://… or file:///directory; empty is nowhere."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Settings from DATABASE_URL and WEDSYNC_*; raises ValueError that names the variable."""
        threshold = environ.get("WEDSYNC_PREPARE_THRESHOLD", "")
        default = cls()
        return cls(
            database_url=environ.get("DATABASE_URL", ""),
            jwt_secret=environ.get("WEDSYNC_JWT_SECRET", ""),
            jwt_secret_previous=environ.get("WEDSYNC_JWT_SECRET_PREVIOUS", ""),
            jwt_algorithms=_algorithms(environ, default.jwt_algorithms),
            jwks_url=environ.get("WEDSYNC_JWKS_URL", ""),
            jwt_issuer=environ.get("WEDSYNC_JWT_ISSUER", ""),
            jwt_audience=environ.get("WEDSYNC_JWT_AUDIENCE", default.jwt_audience),
            threads=_integer(environ, "WEDSYNC_THREADS", default.threads),
            pool_min_size=_integer(environ, "WEDSYNC_POOL_MIN_SIZE", default.pool_min_size),
            pool_max_size=_integer(environ, "WEDSYNC_POOL_MAX_SIZE", default.pool_max_size),
            pool_timeout_ms=_integer(environ, "WEDSYNC_POOL_TIMEOUT_MS", default.pool_timeout_ms),
            statement_timeout_ms=_integer(
                environ, "WEDSYNC_STATEMENT_TIMEOUT_MS", default.statement_timeout_ms
            ),
            lock_timeout_ms=_integer(environ, "WEDSYNC_LOCK_TIMEOUT_MS", default.lock_timeout_ms),
            prepare_threshold=(
                None
                if threshold.lower() == "none"
                else _integer(environ, "WEDSYNC_PREPARE_THRESHOLD", 0)
            ),
            rate_limits=_switch(environ, "WEDSYNC_RATE_LIMITS", default.rate_limits),
            usage_log=_switch(environ, "WEDSYNC_USAGE_LOG", default.usage_log),
            metrics_token=environ.get("WEDSYNC_METRICS_TOKEN", ""),
            request_bytes_max=_integer(
                environ, "WEDSYNC_REQUEST_BYTES_MAX", default.request_bytes_max
            ),
            trusted_proxies=_integer(environ, "WEDSYNC_TRUSTED_PROXIES", default.trusted_proxies),
            cors_origins=_origins(environ),
            log_level=environ.get("WEDSYNC_LOG_LEVEL", default.log_level).upper(),
            cache_bytes_max=_integer(environ, "WEDSYNC_CACHE_BYTES_MAX", default.cache_bytes_max),
            cache_url=environ.get("WEDSYNC_CACHE_URL", ""),
        )


@cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environment(os.environ)


def _integer(environ: Mapping[str, str], name: str, default: int) -> int:
    """A whole number of the environment, not negative."""
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isdecimal():
        raise ValueError(f"{name} must be a whole number, not {text!r}")
    return int(text)


def _switch(environ: Mapping[str, str], name: str, default: bool) -> bool:
    """On or off."""
    text = environ.get(name, "").lower()
    if text not in ("", "on", "off"):
        raise ValueError(f"{name} must be on or off, not {text!r}")
    return default if not text else text == "on"


def _algorithms(environ: Mapping[str, str], default: tuple[str, ...]) -> tuple[str, ...]:
    """A comma list of algorithms that sign; "none" is not one."""
    text = environ.get("WEDSYNC_JWT_ALGORITHMS", "")
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in _SIGNING:
            raise ValueError(f"WEDSYNC_JWT_ALGORITHMS may hold {', '.join(_SIGNING)}, not {name!r}")
    return names or default


def _origins(environ: Mapping[str, str]) -> tuple[str, ...]:
    """A comma list of origins, each by name: "*" would let every page read."""
    text = environ.get("WEDSYNC_CORS_ORIGINS", "").lower()
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if not _ORIGIN.fullmatch(name):
            raise ValueError(
                f"WEDSYNC_CORS_ORIGINS holds origins such as https://app.example.com, not {name!r}"
            )
    return names
