"""Whether the service lives and is ready, and where everything is."""

from __future__ import annotations

import hmac
from importlib.metadata import version

import psycopg
from flask import Blueprint, Response, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST
from psycopg_pool import PoolTimeout

from app.openapi.describe import describes
from app.ops import health, measurements
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
            "health": "/livez",
            "readiness": "/readyz",
            "measurements": "/metrics",
        },
    )


@blueprint.get("/livez")
@describes(answers={200: Liveness}, uses_database=False)
def is_live() -> Response:
    """The process lives; nothing is said of the database."""
    return jsonify(status="ok")


@blueprint.get("/healthz")
@describes(answers={200: Liveness}, uses_database=False)
def is_alive() -> Response:
    """The same under its older name."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@describes(answers={200: Readiness}, is_limited=False)
def is_ready() -> Response:
    """All that the service needs is there; otherwise the problem says what is not (503).

    The database answers and is migrated, there are partitions for events of now, jobs run and
    views are refreshed.
    """
    try:
        found = health.measure_health()
    except psycopg.ProgrammingError as error:
        raise _not_migrated() from error
    checks = health.judge(found)
    told = [{"name": check.name, "ok": check.is_ok, "why": check.why} for check in checks]
    failed = [check for check in checks if not check.is_ok]
    if failed:
        g.problem_members = {"checks": told}
        if failed[0].name == "migrations":
            raise _not_migrated()
        raise Problem(503, "not_ready", "; ".join(f"{c.name}: {c.why}" for c in failed))
    return jsonify(status="ok", eventsUntil=found["eventsUntil"], checks=told)


@blueprint.get("/metrics")
@describes(answers={200: {"text/plain": str}}, problems=(401,), is_limited=False)
def get_measurements() -> Response:
    """Measurements for Prometheus, of all workers; none of a tenant.

    Where the service has a token for it, the request must bear that.
    """
    expected = current_app.extensions["settings"].metrics_token
    sent = request.headers.get("Authorization", "")
    if expected and not hmac.compare_digest(sent.encode(), f"Bearer {expected}".encode()):
        raise Problem(
            401,
            "unauthorized",
            "Send the token of WEDSYNC_METRICS_TOKEN.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    try:
        found = health.measure_health()
    except (psycopg.Error, PoolTimeout, Problem):
        # That the database is away is what monitoring wants to know just then.
        found = None
    return Response(measurements.write_measurements(found), content_type=CONTENT_TYPE_LATEST)


def _not_migrated() -> Problem:
    return Problem(503, "not_migrated", "The database is not migrated: run wedsync migrate.")
