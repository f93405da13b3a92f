"""Whether the service lives and is ready, and where everything is."""

from __future__ import annotations

from importlib.metadata import version

import psycopg
from flask import Blueprint, Response, jsonify

from app import db
from app.openapi.describe import describes
from app.ops.shapes import Index, Liveness, Readiness
from app.problems import Problem

blueprint = Blueprint("ops", __name__)


@blueprint.get("/")
@describes(answers={200: Index}, uses_database=False)
def index() -> Response:
    """Name, version, and the routes to begin with."""
    return jsonify(
        name="WedSync Analytics",
        version=version("wedsync-analytics"),
        links={
            "events": "/api/analytics/events",
            "tracker": "/tracker.js",
            "metrics": "/api/analytics/metrics",
            "catalog": "/api/analytics/catalog",
            "interface": "/openapi.json",
            "documentation": "/docs",
            "health": "/healthz",
            "readiness": "/readyz",
        },
    )


@blueprint.get("/healthz")
@describes(answers={200: Liveness}, uses_database=False)
def is_alive() -> Response:
    """The process lives; nothing is said of the database."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@describes(answers={200: Readiness}, is_limited=False)
def is_ready() -> Response:
    """The database is reachable and migrated; otherwise the problem says why not (503)."""
    try:
        (window_end,) = db.call(
            "select (analytics_api.get_status() #>> '{eventWindow,to}') from request",
            [],
            claims=None,
            writes=False,
        )
    except psycopg.ProgrammingError as error:
        raise Problem(
            503, "not_migrated", "The database is not migrated: run wedsync migrate."
        ) from error
    return jsonify(status="ok", eventsUntil=window_end)
