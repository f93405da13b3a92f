"""How often a caller may ask. The database decides, in the round trip of the request itself.

The question is a statement of its own that is sent together with the request's, and commits before
that one runs: no caller waits for the end of another request. Where it is refused, PostgreSQL skips
what was sent with it.
"""

from __future__ import annotations

import json
import logging
import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from typing import Any, LiteralString

import psycopg
from flask import Flask, Response, current_app, g, request

from app.claims import read_caller, read_vendor_ids
from app.config import BODY_BYTES_MAX
from app.openapi.describe import current_description
from app.problems import Problem

REFUSED = "ZA601"
_QUESTION: LiteralString = "call analytics_api.run_take_units(%s, %s, %s, %s, %s, null, null)"
_MEMORY_S = 1.0
"""A caller who was refused is refused for so long without asking again."""
_PAUSE_S = 0.25
"""Who goes on regardless is answered so much later: refusals take a processor, too."""
_REMEMBERED_MAX = 10_000
_logger = logging.getLogger("wedsync.limits")
_pause = time.sleep

Question = tuple[tuple[str | None, ...], str, str, int, int | None]
"""Subjects (user, key, vendor, address), class and route, bytes of the body, and the units where
they are known."""


class Refusals:
    """Who was refused a moment ago: a caller who goes on regardless costs the database nothing."""

    def __init__(self) -> None:
        self._until: OrderedDict[Question, tuple[float, Problem]] = OrderedDict()
        self._refused_at: OrderedDict[tuple[tuple[str | None, ...], str], float] = OrderedDict()

    def is_repeated(self, question: Question) -> bool:
        """Whether the caller whom this question is refused was refused a moment ago, of any."""
        caller, now = question[:2], time.monotonic()
        refused_at = self._refused_at.get(caller)
        self._refused_at[caller] = now
        _bound(self._refused_at, caller)
        return refused_at is not None and now - refused_at < _MEMORY_S

    def find(self, question: Question) -> Problem | None:
        """The refusal that still holds for this question."""
        until, problem = self._until.get(question, (0.0, None))
        return problem if until > time.monotonic() else None

    def note(self, question: Question, problem: Problem, wait_s: float) -> None:
        """Remember it, for as long as it holds and for a second at most."""
        self._until[question] = (time.monotonic() + min(wait_s, _MEMORY_S), problem)
        _bound(self._until, question)


def init_app(app: Flask) -> None:
    """Tell with each answer what is left of the limits that it counted against."""
    app.extensions["refusals"] = Refusals()
    app.after_request(_tell)


def owe(units: int) -> None:
    """Have the next statement of the request ask for so many units more, before it runs."""
    g.units_owed = units


def compose_question(claims: dict[str, Any] | None) -> Question | None:
    """What is to be asked before the request may run; None where it was, or need not be.

    Raises the problem 429 where it was refused a moment ago.
    """
    units: int | None = g.pop("units_owed", None)
    if not current_app.extensions["settings"].rate_limits or (
        "is_limit_asked" in g and units is None
    ):
        return None
    description = current_description()
    if description is None or not description.is_limited:
        return None
    question: Question
    if description.scope and claims is None:
        # Who it is, is still being asked: whoever makes up keys is stopped by the address.
        question = ((None, None, None, describe_network()), "open", "", 0, None)
    else:
        g.is_limit_asked = True
        route = request.url_rule.rule if request.url_rule else ""
        route_class = description.scope or ("ingest" if description.body else "open")
        question = (_subjects(claims), route_class, route, _body_bytes(), units)
    refusals: Refusals = current_app.extensions["refusals"]
    problem = refusals.find(question)
    if problem is not None:
        g.is_pausing = refusals.is_repeated(question)
        raise problem
    return question


def call_within(
    connection: psycopg.Connection[Any],
    question: Question,
    statement: LiteralString,
    parameters: list[Any],
) -> psycopg.Cursor[Any]:
    """The cursor of a statement that runs where the limits allow it; else the problem 429.

    Limits that cannot be asked (a lock, a server that only reads) do not keep anybody out.
    """
    asked, answered = connection.cursor(), connection.cursor()
    failure = _send_together(
        connection,
        (asked, _QUESTION, [list(question[0]), *question[1:]]),
        (answered, statement, parameters),
    )
    is_told = _note_answer(asked)
    if failure is not None:
        if is_told or connection.closed:
            raise failure
        _refuse(question, failure)
        answered.execute(statement, parameters)
    return answered


def ask(connection: psycopg.Connection[Any], question: Question) -> None:
    """The same for what takes several statements: ask, and return where they may run."""
    asked = connection.cursor()
    try:
        asked.execute(_QUESTION, [list(question[0]), *question[1:]])
    except psycopg.Error as error:
        if connection.closed:
            raise
        _refuse(question, error)
    _note_answer(asked)


def _send_together(
    connection: psycopg.Connection[Any],
    *statements: tuple[psycopg.Cursor[Any], LiteralString, list[Any]],
) -> psycopg.Error | None:
    """Execute statements in one round trip; the first error, after which none was executed."""
    failure: psycopg.Error | None = None
    try:
        with connection.pipeline():
            # An error may come while the rest is being sent, or at the end: that those which
            # follow were skipped is then an error, too.
            try:
                for cursor, statement, parameters in statements:
                    cursor.execute(statement, parameters)
            except psycopg.Error as error:
                failure = error
    except psycopg.Error as error:
        failure = failure or error
    return failure


def _body_bytes() -> int:
    """Bytes of the body; those of the largest that is taken, where it does not say or has more."""
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        return BODY_BYTES_MAX
    return min(request.content_length or 0, BODY_BYTES_MAX)


def _subjects(claims: dict[str, Any] | None) -> tuple[str | None, ...]:
    """User, key, vendor and address that the request counts for; an address only for nobody."""
    if claims is None:
        key = request.args.get("key")
        return None, key[:100] if key else None, None, describe_network()
    kind, caller_id = read_caller(claims)
    caller = caller_id[:100] or None
    vendor_ids = read_vendor_ids(claims)
    only = vendor_ids[0] if len(vendor_ids) == 1 else None
    return (
        caller if kind == "user" else None,
        caller if kind == "key" else None,
        str(only)[:100] if only else None,
        None if caller else describe_network(),
    )


def find_subject(claims: dict[str, Any]) -> str:
    """Whose share of a process a request takes: the one vendor's, else that of user or key."""
    user, key, vendor, network = _subjects(claims)
    return vendor or user or key or network or ""


def describe_network() -> str:
    """The address of the caller; of IPv6 the network that one customer has."""
    text = request.remote_addr or ""
    try:
        address = ip_address(text)
    except ValueError:
        return text[:100]
    if isinstance(address, IPv6Address):
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(address)


def _note_answer(asked: psycopg.Cursor[Any]) -> bool:
    """Keep what the database says is left; whether it has said anything."""
    if asked.pgresult is None or asked.description is None:
        return False
    row = asked.fetchone()
    if row is not None and row[0] is not None:
        g.limits = tuple(row)
    return row is not None


def _refuse(question: Question, error: psycopg.Error) -> None:
    """The problem 429 of a refusal; anything else is logged, for limits are no reason to fail."""
    if error.sqlstate != REFUSED:
        _logger.warning(
            "limits not asked", extra={"fields": {"sqlstate": error.sqlstate, "route": question[2]}}
        )
        return
    told = json.loads(error.diag.message_detail or "{}")
    problem = Problem(
        429,
        REFUSED,
        error.diag.message_primary or "",
        headers={
            "Retry-After": str(told["waitS"]),
            "RateLimit-Policy": told["policy"],
            "RateLimit": told["remainder"],
        },
    )
    refusals: Refusals = current_app.extensions["refusals"]
    g.is_pausing = refusals.is_repeated(question)
    refusals.note(question, problem, float(told["waitS"]))
    raise problem from error


def _bound(memory: OrderedDict[Any, Any], newest: object) -> None:
    """Keep what was remembered last."""
    memory.move_to_end(newest)
    while len(memory) > _REMEMBERED_MAX:
        memory.popitem(last=False)


def _tell(answer: Response) -> Response:
    """Put what is left into the header of the answer; let wait who goes on when refused."""
    if g.pop("is_pausing", False):
        # By now the request has no connection any more, and a thread of its caller's share.
        _pause(_PAUSE_S)
    if "limits" in g:
        answer.headers["RateLimit-Policy"], answer.headers["RateLimit"] = g.limits
    return answer
