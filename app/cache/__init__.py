"""Answers that are kept, and handed out only as long as the database says that they are right.

Each request asks the database, once: it gets the tags of the answers that the client and this
process have, and says which is right as of now, or answers. So nothing has to be invalidated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, LiteralString

from flask import Flask, Response, current_app, g

from app import db
from app.cache.conditions import accepts_gzip, read_known_etags
from app.cache.entry import Entry
from app.cache.flights import Flights
from app.cache.process_store import ProcessStore
from app.config import Settings
from app.usage.count_rows import count_rows

_NAME = "wedsync"
_GZIP_MIN = 1024


@dataclass(frozen=True, slots=True)
class Cache:
    """What a process keeps."""

    process: ProcessStore
    flights: Flights


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
class Reply:
    """A row of analytics_api.answer_…: see there."""

    etag: str | None
    format: str
    body: str | None
    tail: str | None
    rule: dict[str, Any] | None


JSON_ONLY = {"json": Format({"Content-Type": "application/json"})}


def init_app(app: Flask) -> None:
    """Give the application its cache."""
    settings: Settings = app.extensions["settings"]
    app.extensions["cache"] = Cache(
        ProcessStore(settings.cache_bytes_max), Flights(settings.statement_timeout_ms / 1000)
    )


def answer(
    query: LiteralString,
    parameters: list[str | None],
    *,
    claims: db.Claims,
    formats: dict[str, Format] = JSON_ONLY,
) -> Response:
    """The answer to "select etag, format, body, tail, rule from … analytics_api.answer_…".

    The last placeholder of the query takes the tags that are known. 304 where the client has the
    right answer.
    """
    cache: Cache = current_app.extensions["cache"]
    sent = read_known_etags()
    key = _compose_key(query, parameters, claims)
    with cache.flights.join(key):
        kept = cache.process.get(key)
        reply = _ask(query, parameters, claims, sent if kept is None else [*sent, kept.etag])
        form = formats[reply.format]
        if reply.body is not None:
            entry = _make_entry(reply, form)
            status = "fwd=bypass"
            if reply.etag is not None:
                status = f"fwd={'stale' if kept else 'uri-miss'}"
                if cache.process.set(key, entry):
                    status += "; stored"
            return _respond(reply, form, entry, status, None)
    if kept is None or reply.etag in sent:
        return _not_modified(reply)
    return _respond(reply, form, kept, "hit; detail=process", "process")


def _compose_key(query: str, parameters: list[str | None], claims: db.Claims) -> str:
    """Where an answer is kept. What may be seen is decided by the tag: a key only finds."""
    said = json.dumps([query, parameters, claims.get("app_metadata")], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _ask(
    query: LiteralString, parameters: list[str | None], claims: db.Claims, known: list[str]
) -> Reply:
    etag, form, body, tail, rule = db.call(query, [*parameters, known], claims=claims, writes=False)
    return Reply(etag, form, body, tail, rule)


def _make_entry(reply: Reply, form: Format) -> Entry:
    assert reply.body is not None
    rule = reply.rule or {"ttl": 0, "isCompressed": False}
    return Entry.make(
        reply.etag or "",
        form.write(reply.body),
        ttl_s=rule["ttl"],
        is_compressed=rule["isCompressed"] and form.is_text,
    )


def _respond(reply: Reply, form: Format, entry: Entry, status: str, source: str | None) -> Response:
    """An answer with the members that are this request's own, and how it came about."""
    age_s = entry.age_s if source else None
    tail = b""
    if reply.tail is not None:
        info = {"hit": source is not None, "source": source, "age": age_s and round(age_s, 3)}
        own = {"cacheHit": source is not None, "cacheInfo": info}
        tail = f"{reply.tail}, {json.dumps(own)[1:]}".encode()
    packed = None
    if len(entry.body) + len(tail) >= _GZIP_MIN and accepts_gzip():
        packed = entry.gzip(tail)
        g.row_count = count_rows(entry.body)
    response = Response(entry.body + tail if packed is None else packed, headers=form.headers)
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    if age_s is not None:
        response.headers["Age"] = str(int(age_s))
    return _describe(response, reply.etag, status)


def _not_modified(reply: Reply) -> Response:
    response = Response(status=304)
    del response.headers["Content-Type"]
    return _describe(response, reply.etag, 'hit; detail="not modified"')


def _describe(response: Response, etag: str | None, status: str) -> Response:
    """What caches are told: only who asked may keep it, and asks again before using it."""
    if etag is not None:
        # Weak: two answers of one tag differ in their ids and times.
        response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Cache-Status"] = f"{_NAME}; {status}"
    response.vary.update(("Authorization", "Accept", "Accept-Encoding"))
    return response
