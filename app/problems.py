"""Every error as a problem of RFC 9457; one table says which SQLSTATE is which status."""

from __future__ import annotations

import json
import logging
import re
from http import HTTPStatus
from typing import Any

import psycopg
from flask import Flask, Response, g, request
from psycopg_pool import PoolTimeout
from werkzeug.exceptions import HTTPException

# The longest prefix wins. Classes ZA are ours; docs/errors.md explains each code.
STATUS_BY_SQLSTATE = {
    "ZA1": 422,
    "ZA100": 400,
    "ZA102": 413,
    "ZA2": 404,
    "ZA3": 409,
    "ZA304": 412,
    "ZA4": 403,
    "ZA401": 401,
    "ZA404": 401,
    "ZA408": 401,
    "ZA5": 503,
    "ZA6": 429,
    "ZA9": 500,
    "22": 400,
    "23": 409,
    "23502": 422,
    "23514": 422,
    "25006": 405,
    "40001": 503,
    "40P01": 503,
    "42501": 403,
    "53": 503,
    "54": 400,
    "55P03": 503,
    "57": 503,
    "08": 503,
}
RETRY_AFTER_S = 1
# What is said of PostgreSQL's own errors; their texts never are, for they hold rows.
_NATIVE_DETAILS = {
    400: "The request holds a value that cannot be read, or JSON that is none.",
    403: "This is not allowed.",
    405: "This request may only read.",
    409: "The request contradicts what is stored.",
    422: "The request breaks a rule of what is stored.",
    500: "Something went wrong on our side.",
    503: "The database cannot answer just now; try again.",
}
_SLOW = (
    "The request took longer than it may; ask for a shorter time, or for fewer groups or events."
)
_ROUTINE = re.compile(
    r"(?:PL/pgSQL|SQL) function [\w.,\[\]()\" ]+ (?:line \d+ at|statement) [\w ]+"
)
_logger = logging.getLogger("wedsync.errors")


class Problem(Exception):  # noqa: N818 - a problem is what RFC 9457 calls it
    """An error that is told to the client as it is: status, code (snake_case), detail, headers."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = errors, headers or {}


def init_app(app: Flask) -> None:
    """Answer every error of the application with a problem."""
    app.register_error_handler(Problem, _on_problem)
    app.register_error_handler(HTTPException, _on_http_exception)
    app.register_error_handler(psycopg.Error, respond_to)
    app.register_error_handler(PoolTimeout, _on_pool_timeout)
    app.register_error_handler(Exception, _on_unexpected_error)


def respond(
    status: int,
    code: str,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    **members: Any,
) -> Response:
    """A problem as answer; members whose value is None are left out.

    What a route put into g.problem_members is told with every problem of the request.
    """
    body = {
        "type": f"/problems/{code.replace('_', '-').lower()}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "requestId": g.get("request_id"),
        **g.get("problem_members", {}),
        **{name: value for name, value in members.items() if value is not None},
    }
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {"Retry-After": str(RETRY_AFTER_S)} | (headers or {})
    return Response(
        json.dumps(body), status, headers=headers, content_type="application/problem+json"
    )


def status_for(sqlstate: str | None) -> int:
    """The HTTP status of a SQLSTATE; one that the table does not know is our mistake: 500."""
    code = sqlstate or ""
    prefixes = [code[:length] for length in range(len(code), 1, -1)]
    return next((STATUS_BY_SQLSTATE[p] for p in prefixes if p in STATUS_BY_SQLSTATE), 500)


def _on_problem(problem: Problem) -> Response:
    return respond(
        problem.status, problem.code, problem.detail, headers=problem.headers, errors=problem.errors
    )


def _on_http_exception(error: HTTPException) -> Response:
    """What Flask and Werkzeug refuse by themselves: unknown paths, methods, sizes."""
    status = error.code or 500
    headers = {
        name: value
        for name, value in error.get_headers()
        if name not in ("Content-Type", "Content-Length")
    }
    code = HTTPStatus(status).name.lower()
    return respond(status, code, error.description or "", headers=headers)


def respond_to(error: psycopg.Error) -> Response:
    """Ours are told in full; of PostgreSQL's own only the kind, for their texts hold rows."""
    sqlstate = error.sqlstate
    if sqlstate is None:
        if isinstance(error, psycopg.DataError):
            # A parameter that cannot even be sent, such as text with NUL.
            return respond(400, "invalid_parameter", _NATIVE_DETAILS[400])
        if not isinstance(error, psycopg.OperationalError):
            return _on_unexpected_error(error)
        _logger.error("no connection", extra=_request_fields(error=type(error).__name__))
        return respond(503, "database_unavailable", "The database cannot be reached.")
    status = status_for(sqlstate)
    _log_database_error(error, status)
    if sqlstate.startswith("ZA"):
        diagnostics = error.diag
        return respond(
            status,
            sqlstate,
            diagnostics.message_primary or "",
            hint=diagnostics.message_hint,
            field=diagnostics.column_name,
            errors=_listed_errors(diagnostics.message_detail),
            headers={"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None,
        )
    if sqlstate == "57014":
        return respond(status, sqlstate, _SLOW)
    return respond(status, sqlstate, _NATIVE_DETAILS.get(status, _NATIVE_DETAILS[500]))


def _log_database_error(error: psycopg.Error, status: int) -> None:
    """Log where it happened; PostgreSQL's texts stay out of the log too, for they quote bodies."""
    if status < HTTPStatus.INTERNAL_SERVER_ERROR and (error.sqlstate or "").startswith("ZA"):
        return
    diagnostics = error.diag
    fields = {
        "sqlstate": error.sqlstate,
        "table": diagnostics.table_name,
        "constraint": diagnostics.constraint_name,
        "routines": [
            line for line in (diagnostics.context or "").split("\n") if _ROUTINE.fullmatch(line)
        ],
    }
    level = logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.WARNING
    _logger.log(
        level,
        "database error",
        extra=_request_fields(**{name: value for name, value in fields.items() if value}),
    )


def _listed_errors(detail: str | None) -> list[dict[str, Any]] | None:
    """The errors[] that a DETAIL of ours holds as a JSON array; None where it holds none."""
    if not detail or not detail.startswith("["):
        return None
    try:
        listed: list[dict[str, Any]] = json.loads(detail)
    except ValueError:
        return None
    return listed


def _on_pool_timeout(error: PoolTimeout) -> Response:
    _logger.warning("pool timeout", extra=_request_fields())
    return respond(503, "busy", "All connections to the database are in use.")


def _on_unexpected_error(error: Exception) -> Response:
    _logger.error("unexpected error", exc_info=error, extra=_request_fields())
    return respond(500, "internal_error", "Something went wrong on our side.")


def _request_fields(**members: Any) -> dict[str, dict[str, Any]]:
    return {"fields": {"requestId": g.get("request_id"), **members}}
