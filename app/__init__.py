"""The thin service: it parses, authenticates, calls one function and hands the text on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import (
    access,
    access_log,
    auth,
    browser,
    cache,
    compression,
    cors,
    dashboard,
    db,
    forecast,
    hook,
    idempotency,
    ingest,
    insight,
    limits,
    metric,
    openapi,
    ops,
    presence,
    problems,
    usage,
)
from app.config import Settings, get_settings
from app.ingest import rejects
from app.ops import measurements


class Service(Flask):
    """Flask without asking of each function, at each of its calls, whether it is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: all of ours are plain."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application for these settings, by default those of the environment."""
    app = Service(__name__, static_folder=None)
    chosen = settings or get_settings()
    app.extensions["settings"] = chosen
    app.config["MAX_CONTENT_LENGTH"] = chosen.request_bytes_max
    app.url_map.strict_slashes = False
    if chosen.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=chosen.trusted_proxies, x_proto=0, x_host=0
        )
    access_log.init_app(app)
    usage.init_app(app)
    measurements.init_app(app)
    compression.init_app(app)
    cors.init_app(app)
    problems.init_app(app)
    auth.init_app(app)
    limits.init_app(app)
    presence.init_app(app)
    db.init_app(app)
    cache.init_app(app)
    idempotency.init_app(app)
    for capability in (
        *(ingest, rejects, hook, browser),
        *(metric, insight, forecast, dashboard, access, ops, openapi, usage),
    ):
        app.register_blueprint(capability.blueprint)
    return app
