"""Answers that several processes keep together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from app import create_app
from app.cache.entry import Entry
from app.cache.shared_store import SharedStore
from app.config import Settings
from tests.py.api.calls import SECRET, Headers, page_view
from tests.py.api.stores import redis_server
from tests.py.api.test_caching import URL, query_of, status_of, views_of

MakeApp = Callable[[], Flask]


@pytest.fixture(params=["redis", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "file":
        yield f"file://{tmp_path}/answers"
        return
    with redis_server(tmp_path) as found:
        yield found


@pytest.fixture
def make_app(dsn: str, url: str) -> Iterator[MakeApp]:
    """Make applications that share a store, as processes would."""
    made: list[Flask] = []

    def make() -> Flask:
        settings = Settings(database_url=dsn, jwt_secret=SECRET, cache_url=url)
        made.append(create_app(settings))
        return made[-1]

    yield make
    for app in made:
        app.extensions["pool"].close()


def test_what_one_process_has_calculated_the_other_hands_out(
    make_app: MakeApp, headers: Headers, vendor_id: str
) -> None:
    one, two = make_app().test_client(), make_app().test_client()
    for count in range(3):
        first, second, third = (
            client.get(URL, query_string=query_of(), headers=headers) for client in (one, two, two)
        )
        assert [views_of(answer) for answer in (first, second, third)] == [count] * 3
        assert status_of(first).endswith("stored")
        assert status_of(second) == "wedsync; hit; detail=shared"
        assert second.json is not None
        assert second.json["cacheInfo"]["source"] == "shared"
        assert second.json["requestId"] == second.headers["X-Request-Id"]
        assert status_of(third) == "wedsync; hit; detail=process"
        event = page_view(vendor_id)
        two.post("/api/analytics/events", json=event, headers=headers)


def test_an_answer_that_is_gone_is_calculated(
    make_app: MakeApp, headers: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_app(), make_app()
    assert one.test_client().get(URL, query_string=query_of(), headers=headers).status_code == 200
    monkeypatch.setattr(two.extensions["cache"].shared, "get", lambda _: None)
    answer = two.test_client().get(URL, query_string=query_of(), headers=headers)
    assert views_of(answer) == 0
    assert status_of(answer) == "wedsync; fwd=uri-miss; stored"


def test_who_is_second_waits_for_the_answer_of_the_first(
    make_app: MakeApp, headers: Headers, admin: psycopg.Connection[Any]
) -> None:
    first = make_app()
    etag = first.test_client().get(URL, query_string=query_of(), headers=headers).headers["ETag"]
    tag = etag.removeprefix("W/").strip('"')
    store = first.extensions["cache"].shared
    entry = store.get(tag)
    second = make_app()
    # As if the first were still calculating: it has the turn, and nothing is kept yet.
    store._cache.clear()
    answers: list[Any] = []
    admin.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [tag])

    def ask() -> None:
        answers.append(second.test_client().get(URL, query_string=query_of(), headers=headers))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        thread.join(0.3)
        assert answers == []
        store.set("any", entry)
    finally:
        admin.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [tag])
    thread.join(10)
    assert status_of(answers[0]) == "wedsync; hit; detail=shared"


def test_who_waits_in_vain_calculates(
    make_app: MakeApp, headers: Headers, admin: psycopg.Connection[Any]
) -> None:
    first = make_app()
    etag = first.test_client().get(URL, query_string=query_of(), headers=headers).headers["ETag"]
    tag = etag.removeprefix("W/").strip('"')
    first.extensions["cache"].shared._cache.clear()
    admin.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [tag])
    try:
        answer = make_app().test_client().get(URL, query_string=query_of(), headers=headers)
    finally:
        admin.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [tag])
    assert views_of(answer) == 0
    assert status_of(answer) == "wedsync; fwd=uri-miss; stored"


def test_a_store_that_fails_is_left_alone(dsn: str, tmp_path: Path, headers: Headers) -> None:
    settings = Settings(
        database_url=dsn, jwt_secret=SECRET, cache_url=f"unix://{tmp_path}/nobody.sock"
    )
    app = create_app(settings)
    for expected in ("fwd=uri-miss; stored", "hit; detail=process"):
        answer = app.test_client().get(URL, query_string=query_of(), headers=headers)
        assert status_of(answer) == f"wedsync; {expected}"
    app.extensions["pool"].close()


def test_an_entry_that_has_expired_is_not_there(url: str) -> None:
    store = SharedStore.open(url)
    assert store is not None
    for ttl_s, is_there in ((60, True), (0, False)):
        entry = Entry.make("etag", b"body", ttl_s=ttl_s, is_compressed=True)
        store.set("key", entry)
        assert (store.get("etag") == entry) is is_there
    assert store.get_etag("key") == "etag"
    assert store.get_etag("other") is None


def test_an_entry_that_cannot_be_read_is_not_there(url: str) -> None:
    store = SharedStore.open(url)
    assert store is not None
    store._cache.set("wedsync:etag", b"no entry")
    assert store.get("etag") is None


def test_a_store_of_another_kind_is_refused() -> None:
    assert SharedStore.open("") is None
    with pytest.raises(ValueError, match="WEDSYNC_CACHE_URL"):
        SharedStore.open("memcached://here")
