"""Answers that are kept, and handed out only as long as the database says that they are right.

Each request asks the database, once: it gets the tags of the answers that the client and this
process have, and says which is right as of now, or answers. So nothing has to be invalidated.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from flask import Flask, Response, current_app, g

from app import db, limits
from app.cache.conditions import read_known_etags
from app.cache.entry import Entry
from app.cache.flights import Flights
from app.cache.popularity import Popularity
from app.cache.process_store import ProcessStore
from app.cache.shared_store import SharedStore
from app.compression import BYTES_MIN, accepts_gzip
from app.config import Settings
from app.usage.count_rows import count_rows

_NAME = "wedsync"
_LOOKS = 5
_LOOK_EVERY_S = 0.01


@dataclass(frozen=True, slots=True)
class Cache:
    """What a process keeps, and what it keeps together with others."""

    process: ProcessStore
    flights: Flights
    shared: SharedStore | None
    popularity: Popularity


@dataclass(frozen=True, slots=True)
class Format:
    """How the text that the database gives becomes the body of an answer."""

    headers: dict[str, str]
    write: Callable[[str], bytes] = str.encode

    @property
    def is_text(self) -> bool:
        """Whether it gains by compression."""
        return self.headers["Content-Type"].startswith(("text/", "application/json"))


@dataclass(frozen=True, slots=True)
class Question:
    """A query "select etag, format, body, tail, rule from … analytics_api.answer_…".

    Its last two placeholders take the tags that are known, and whether to wait for one's turn. One
    that is weighed takes the units that are paid for after them, and tells a sixth column: those
    that it costs, where that is more.
    """

    query: LiteralString
    parameters: list[str | None]
    claims: db.Claims
    is_weighed: bool

    @property
    def key(self) -> str:
        """Where an answer is kept. What may be seen is decided by the tag: a key only finds."""
        said = [self.query, self.parameters, self.claims.get("app_metadata")]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def ask(self, known: list[str], *, in_turn: bool) -> Reply:
        """What the database says; where it costs more than most, once that is paid for.

        The problem 429 where it cannot be: then nothing was calculated.
        """
        is_limited = current_app.extensions["settings"].rate_limits
        reply = self._ask(known, in_turn, 0 if is_limited else None)
        if reply.units is not None:
            limits.owe(reply.units)
            reply = self._ask(known, in_turn, reply.units)
        return reply

    def _ask(self, known: list[str], in_turn: bool, paid_units: int | None) -> Reply:
        values = [*self.parameters, known, in_turn, *([paid_units] if self.is_weighed else [])]
        return Reply(*db.call(self.query, values, claims=self.claims, writes=False))


@dataclass(frozen=True, slots=True)
class Reply:
    """A row of analytics_api.answer_…: see there."""

    etag: str | None
    format: str
    body: str | None
    tail: str | None
    rule: dict[str, Any] | None
    units: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, where it was kept if it was, and how it came about in the words of RFC 9211."""

    reply: Reply
    entry: Entry | None
    source: str | None
    status: str


JSON_ONLY = {"json": Format({"Content-Type": "application/json"})}


def init_app(app: Flask) -> None:
    """Give the application its cache."""
    settings: Settings = app.extensions["settings"]
    app.extensions["cache"] = Cache(
        ProcessStore(settings.cache_bytes_max),
        Flights(settings.statement_timeout_ms / 1000),
        SharedStore.open(settings.cache_url),
        Popularity(),
    )


def answer(
    query: LiteralString,
    parameters: list[str | None],
    *,
    claims: db.Claims,
    formats: dict[str, Format] = JSON_ONLY,
    public_until: float | None = None,
    is_weighed: bool = False,
) -> Response:
    """The answer to a Question of these; 304 where the client has the right one.

    Until public_until (seconds since 1970) caches between may hold it, as long as its rule says;
    without it only the client may, and has to ask before each use.
    """
    cache: Cache = current_app.extensions["cache"]
    question = Question(query, parameters, claims, is_weighed)
    sent = read_known_etags()
    found = _find(cache, question, sent, formats)
    response = _respond(found, formats[found.reply.format])
    etag = found.reply.etag
    if etag is not None:
        # Weak: two answers of one tag differ in their ids and times.
        response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = _cache_control(found, public_until)
    response.headers["Cache-Status"] = f"{_NAME}; {found.status}"
    if public_until is None:
        response.vary.update(("Authorization", "Accept"))
    response.vary.add("Accept-Encoding")
    rule = found.reply.rule
    if rule and rule["isWarmed"] and "vendorId" in rule:
        request, accepted = parameters
        assert request is not None
        cache.popularity.count(rule["vendorId"], request, accepted)
    return response


def _find(cache: Cache, question: Question, sent: list[str], formats: dict[str, Format]) -> Found:
    key = question.key
    with cache.flights.join(key):
        kept = cache.process.get(key)
        shared_etag = cache.shared.get_etag(key) if cache.shared else None
        tags = [kept.etag] if kept else []
        tags += [shared_etag] if shared_etag else []
        reply = question.ask([*sent, *tags], in_turn=cache.shared is not None)
        if reply.body is None:
            if reply.etag in sent:
                return Found(reply, None, None, 'hit; detail="not modified"')
            if kept is not None and reply.etag == kept.etag:
                return Found(reply, kept, "process", "hit; detail=process")
            entry = _take_shared(cache, key, reply, is_there=reply.etag == shared_etag)
            if entry is not None:
                return Found(reply, entry, "shared", "hit; detail=shared")
            # Dropped meanwhile, or whoever was first has not kept it.
            reply = question.ask(sent, in_turn=False)
            if reply.body is None:
                return Found(reply, None, None, 'hit; detail="not modified"')
        entry = _make_entry(reply, formats[reply.format])
        if reply.rule is None:
            return Found(reply, entry, None, "fwd=bypass")
        if "age" in reply.rule:
            cache.process.set(key, entry)
            return Found(reply, entry, "database", "hit; detail=database")
        status = f"fwd={'stale' if kept else 'uri-miss'}"
        if cache.process.set(key, entry):
            status += "; stored"
        if cache.shared is not None:
            cache.shared.set(key, entry)
        return Found(reply, entry, None, status)


def _take_shared(cache: Cache, key: str, reply: Reply, *, is_there: bool) -> Entry | None:
    """The answer of another process, where it has one or is just calculating it."""
    if cache.shared is None or reply.etag is None:
        return None
    if not is_there:
        with suppress(psycopg.errors.LockNotAvailable):
            db.call(
                "select analytics_api.await_answer(%s) from request",
                [reply.etag],
                claims=None,
                writes=False,
            )
    for look in range(1 if is_there else _LOOKS):
        if look:
            time.sleep(_LOOK_EVERY_S)
        entry = cache.shared.get(reply.etag)
        if entry is not None:
            cache.process.set(key, entry)
            return entry
    return None


def _make_entry(reply: Reply, form: Format) -> Entry:
    assert reply.body is not None
    rule = reply.rule or {"ttl": 0, "isCompressed": False}
    return Entry.make(
        reply.etag or "",
        form.write(reply.body),
        ttl_s=rule["ttl"],
        is_compressed=rule["isCompressed"] and form.is_text,
        age_s=rule.get("age", 0),
    )


def _respond(found: Found, form: Format) -> Response:
    """The answer with the members that are this request's own; 304 without an entry."""
    entry = found.entry
    if entry is None:
        response = Response(status=304)
        del response.headers["Content-Type"]
        return response
    is_hit = found.source is not None
    age_s = entry.age_s if is_hit else None
    tail = b""
    if found.reply.tail is not None:
        info = {"hit": is_hit, "source": found.source, "age": age_s and round(age_s, 3)}
        own = {"cacheHit": is_hit, "cacheInfo": info}
        tail = f"{found.reply.tail}, {json.dumps(own)[1:]}".encode()
    packed = None
    if len(entry.body) + len(tail) >= BYTES_MIN and accepts_gzip():
        packed = entry.gzip(tail)
        g.row_count = count_rows(entry.body)
    response = Response(entry.body + tail if packed is None else packed, headers=form.headers)
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    if age_s is not None:
        response.headers["Age"] = str(int(age_s))
    return response


def _cache_control(found: Found, public_until: float | None) -> str:
    if public_until is None or found.reply.rule is None:
        return "private, no-cache"
    age_s = found.entry.age_s if found.entry is not None and found.source else 0
    left_s = min(found.reply.rule["ttl"], public_until - time.time())
    return f"public, max-age={max(0, int(left_s + age_s))}"
