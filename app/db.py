"""The database: a pool per process, one statement per request."""

from __future__ import annotations

import json
from typing import Any, LiteralString

import psycopg
from flask import Flask, current_app, g
from psycopg_pool import ConnectionPool

from app.config import Settings

Claims = dict[str, Any]

# One statement is one transaction: the claims hold for it and for nothing after it, and the answer
# comes after the commit.
_CALL: LiteralString = (
    "with request as materialized (select set_config('request.jwt.claims', %s, true),"
    " set_config('analytics.request_id', %s, true),"
    " set_config('transaction_read_only', %s, true)) "
)


def init_app(app: Flask) -> None:
    """Give the application a pool that opens with its first use, so after the server has forked."""
    settings: Settings = app.extensions["settings"]
    app.extensions["pool"] = ConnectionPool(
        settings.database_url,
        min_size=settings.pool_min_size,
        max_size=settings.pool_max_size,
        timeout=settings.pool_timeout_ms / 1000,
        kwargs={"autocommit": True, "application_name": "wedsync-app"},
        configure=lambda connection: _configure(connection, settings),
        open=False,
        name="app",
    )


def _configure(connection: psycopg.Connection[Any], settings: Settings) -> None:
    """Take the role of the service, which sees no table, and its limits, for the session."""
    connection.prepare_threshold = settings.prepare_threshold
    connection.execute(
        "select set_config('role', 'analytics_api_user', false),"
        " set_config('search_path', '', false), set_config('timezone', 'UTC', false),"
        " set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false)",
        [str(settings.statement_timeout_ms), str(settings.lock_timeout_ms)],
    )


def call(
    query: LiteralString, parameters: list[Any], *, claims: Claims | None, writes: bool
) -> tuple[Any, ...]:
    """The one row of a query that begins with "select … from request, lateral analytics_api.…".

    It runs as the caller that the claims describe, read-only unless it writes. Raises psycopg's
    errors, and PoolTimeout where no connection is free in time.
    """
    pool: ConnectionPool = current_app.extensions["pool"]
    if pool.closed:
        pool.open()
    with pool.connection() as connection:
        row = connection.execute(
            _CALL + query,
            [json.dumps(claims or {}), g.request_id, "off" if writes else "on", *parameters],
        ).fetchone()
    if row is None:
        raise LookupError("a function of analytics_api returned no row")
    return tuple(row)
