"""The database: a pool per process, one statement per request."""

from __future__ import annotations

import json
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from flask import Flask, current_app, g, has_app_context
from psycopg_pool import ConnectionPool, PoolTimeout

from app import limits
from app.config import Settings
from app.problems import Problem
from app.seats import Seats

Claims = dict[str, Any]
Connection = psycopg.Connection[Any]

# One statement is one transaction: the claims hold for it and for nothing after it, and the answer
# comes after the commit.
_CALL: LiteralString = (
    "with request as materialized (select set_config('request.jwt.claims', %s, true),"
    " set_config('analytics.request_id', %s, true) as id,"
    " set_config('transaction_read_only', %s, true)) "
)
_UNAVAILABLE = {
    "database_unavailable": "The database cannot be reached.",
    "not_migrated": "The database is not migrated: run wedsync migrate.",
}


class Pool(ConnectionPool[Connection]):
    """Connections that act as the role of the service; where there is none, it knows why."""

    failure: str | None = None
    """Key of _UNAVAILABLE while the last attempt to connect has failed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        timeout_s = settings.pool_timeout_ms / 1000
        super().__init__(
            settings.database_url,
            min_size=settings.pool_min_size,
            max_size=settings.pool_max_size,
            timeout=timeout_s,
            # Given up early, an attempt is made anew by the next request. The pool's own retries
            # wait longer each time, and would keep the service away after the database is back.
            reconnect_timeout=timeout_s / 2,
            kwargs={"autocommit": True, "application_name": "wedsync-app"},
            configure=self._prepare,
            reconnect_failed=self._note_failure,
            open=False,
            name="app",
        )

    def getconn(self, timeout: float | None = None) -> Connection:
        """A connection that the server has not ended while it was idle.

        The kernel knows that without asking the server. Otherwise the first request of each worker
        after a restart of the server would fail.
        """
        connection = super().getconn(timeout)
        while select.select([connection.fileno()], [], [], 0)[0]:
            connection.close()
            self.putconn(connection)
            connection = super().getconn(timeout)
        return connection

    def _prepare(self, connection: Connection) -> None:
        """Make the connection one of the service, or note why it cannot be."""
        try:
            _become_service(connection, self.settings)
        except psycopg.errors.InvalidParameterValue:
            # There is no such role yet.
            self.failure = "not_migrated"
            connection.close()
            raise
        self.failure = None

    def _note_failure(self, _: ConnectionPool[Connection]) -> None:
        self.failure = self.failure or "database_unavailable"


def connect(settings: Settings, name: str) -> Connection:
    """A connection of the service beside its pool, for what no request waits for."""
    connection = psycopg.connect(settings.database_url, autocommit=True, application_name=name)
    try:
        _become_service(connection, settings)
    except psycopg.Error:
        connection.close()
        raise
    return connection


def _become_service(connection: Connection, settings: Settings) -> None:
    """Take the role of the service, which sees no table, and its limits, for the session."""
    connection.prepare_threshold = settings.prepare_threshold
    connection.execute("set role analytics_api_user")
    connection.execute(
        "select set_config('search_path', '', false), set_config('timezone', 'UTC', false),"
        " set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false)",
        [str(settings.statement_timeout_ms), str(settings.lock_timeout_ms)],
    )


def init_app(app: Flask) -> None:
    """Give the application a pool that opens with its first use, so after the server has forked."""
    app.extensions["pool"] = Pool(app.extensions["settings"])


def call(
    query: LiteralString, parameters: list[Any], *, claims: Claims | None, writes: bool
) -> tuple[Any, ...]:
    """The one row of "select analytics_api.… from request".

    It runs as the caller that the claims describe, read-only unless it writes. A function in the
    from clause takes request.id, so that no plan can call it before the claims are set. Raises
    psycopg's errors, PoolTimeout where no connection is free in time, and the problems 503 where
    there is none and 429 where the caller asks too often.
    """
    question = limits.compose_question(claims)
    values = [json.dumps(claims or {}), g.request_id, "off" if writes else "on", *parameters]
    with _connection() as connection:
        if question is None:
            row = connection.execute(_CALL + query, values).fetchone()
        else:
            row = limits.call_within(connection, question, _CALL + query, values).fetchone()
    if row is None:
        raise LookupError("a function of analytics_api returned no row")
    return tuple(row)


def stream(query: LiteralString, parameters: list[Any], *, claims: Claims) -> Iterator[str]:
    """The text of page after page of "select page, position from analytics_api.…", of one moment.

    Its last placeholder takes the position that the page before it returned, at first null; a page
    without a position is the last. The connection is taken for as long as that lasts. Raises what
    call raises, with the first page where the caller may not have any.
    """
    request_id = g.request_id
    question = limits.compose_question(claims)
    with _connection() as connection, _admitted(connection, question):
        connection.execute("set transaction isolation level repeatable read, read only")
        _set_caller(connection, claims, request_id)
        yield from read_pages(connection, query, parameters)


def read_pages(
    connection: Connection, query: LiteralString, parameters: list[Any]
) -> Iterator[str]:
    """The pages that stream promises, in the transaction of a connection."""
    position: str | None = None
    while True:
        row = connection.execute(query, [*parameters, position]).fetchone()
        if row is None:
            raise LookupError("a function of analytics_api returned no row")
        text, position = row
        yield text
        if position is None:
            return


@contextmanager
def _admitted(connection: Connection, question: limits.Question | None) -> Iterator[None]:
    """A transaction that begins once the limits allow it."""
    if question is not None:
        limits.ask(connection, question)
    with connection.transaction():
        yield


@contextmanager
def hold_transaction(claims: Claims) -> Iterator[None]:
    """One transaction for all calls of the request, undone unless commit_held ends it.

    A call that fails undoes itself and no other. Raises what call raises; the limits are asked
    before it begins, for what they count is not undone.
    """
    question = limits.compose_question(claims)
    with _connection() as connection:
        if question is not None:
            limits.ask(connection, question)
        connection.execute("begin")
        g.connection = connection
        try:
            _set_caller(connection, claims, g.request_id)
            yield
        finally:
            del g.connection
            if not connection.closed:
                connection.rollback()


def _set_caller(connection: Connection, claims: Claims, request_id: str) -> None:
    """Say in the transaction who asks, and in which request."""
    connection.execute(
        "select set_config('request.jwt.claims', %s, true),"
        " set_config('analytics.request_id', %s, true)",
        [json.dumps(claims), request_id],
    )


def call_held(query: LiteralString, parameters: list[Any]) -> tuple[Any, ...]:
    """The one row of a query in the transaction that is held, by itself."""
    with _connection() as connection:
        row = connection.execute(query, parameters).fetchone()
    assert row is not None
    return tuple(row)


def commit_held() -> None:
    """Commit the transaction that is held."""
    g.connection.commit()


@contextmanager
def _connection() -> Iterator[Connection]:
    """The connection that is held, in a savepoint; else one of the pool.

    The pool opens with its first use; the problem 503 where it has none for this caller.
    """
    held: Connection | None = g.get("connection")
    if held is not None:
        with held.transaction():
            yield held
        return
    pool: Pool = current_app.extensions["pool"]
    if pool.closed:
        pool.open()
    seats: Seats = current_app.extensions["seats"]
    started_at = time.perf_counter()
    try:
        with seats.connection(g.get("subject", "")), pool.connection() as connection:
            yield connection
    except PoolTimeout as error:
        if pool.failure is None:
            raise
        raise Problem(503, pool.failure, _UNAVAILABLE[pool.failure]) from error
    finally:
        # What is streamed ends after the request.
        if has_app_context():
            spent_ms = (time.perf_counter() - started_at) * 1000
            g.database_ms = g.get("database_ms", 0.0) + spent_ms
