"""ETags and cached answers of /api/analytics/metrics, over HTTP."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from tests.py.api.calls import SECRET, Headers, bearer, make_token, page_view

URL = "/api/analytics/metrics"
Admin = psycopg.Connection[Any]


def query_of(vendor_id: str | None = None, **members: str) -> dict[str, str]:
    query = {"metrics": "page_views", "from": "2026-05-01", "to": "2026-05-08", "groupBy": "day"}
    return query | ({"vendorId": vendor_id} if vendor_id else {}) | members


def views_of(answer: Any) -> int:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return int(answer.json["data"][0]["totals"][0]["value"])


def status_of(answer: Any) -> str:
    return str(answer.headers["Cache-Status"])


def send(client: FlaskClient, headers: Headers, vendor_id: str, **members: object) -> None:
    event = page_view(vendor_id, **members)
    assert client.post("/api/analytics/events", json=event, headers=headers).status_code == 200


def test_an_answer_is_calculated_once(client: FlaskClient, headers: Headers) -> None:
    first, second = (client.get(URL, query_string=query_of(), headers=headers) for _ in range(2))
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["ETag"].startswith('W/"')
    assert status_of(first) == "wedsync; fwd=uri-miss; stored"
    assert status_of(second) == "wedsync; hit; detail=process"
    assert "Age" not in first.headers
    assert second.headers["Age"] == "0"
    for answer in (first, second):
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert set(answer.vary) == {"Authorization", "Accept", "Accept-Encoding"}
    assert first.json is not None
    assert second.json is not None
    assert (first.json["cacheHit"], second.json["cacheHit"]) == (False, True)
    assert first.json["cacheInfo"] == {"hit": False, "source": None, "age": None}
    assert second.json["cacheInfo"]["source"] == "process"
    assert second.json["cacheInfo"]["age"] >= 0
    assert second.json["requestId"] == second.headers["X-Request-Id"] != first.json["requestId"]
    assert first.json["data"] == second.json["data"]
    assert list(first.json["metadata"]) == list(second.json["metadata"])


def test_who_has_the_right_answer_gets_none(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    first = client.get(URL, query_string=query_of(), headers=headers)
    tag = first.headers["ETag"]
    for sent in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = client.get(URL, query_string=query_of(), headers=headers | {"If-None-Match": sent})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == "private, no-cache"
        assert status_of(again) == 'wedsync; hit; detail="not modified"'
        assert "Content-Type" not in again.headers
    posted = client.post(
        URL,
        json={
            "metrics": ["page_views"],
            "timeframe": {"from": "2026-05-01", "to": "2026-05-08"},
            "groupBy": ["day"],
            "vendorId": vendor_id,
        },
        headers=headers | {"If-None-Match": tag},
    )
    assert posted.status_code == 304
    other = client.get(URL, query_string=query_of(), headers=headers | {"If-None-Match": '"other"'})
    assert (other.status_code, other.headers["ETag"]) == (200, tag)


def test_an_event_makes_every_kept_answer_wrong(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    for count in range(4):
        first = client.get(URL, query_string=query_of(), headers=headers)
        again = client.get(URL, query_string=query_of(), headers=headers)
        assert (views_of(first), views_of(again)) == (count, count)
        send(client, headers, vendor_id)
        changed = client.get(
            URL,
            query_string=query_of(),
            headers=headers | {"If-None-Match": first.headers["ETag"]},
        )
        assert views_of(changed) == count + 1
        assert status_of(changed) == "wedsync; fwd=stale; stored"


def test_a_fold_gives_the_same_numbers_under_another_tag(
    client: FlaskClient, headers: Headers, vendor_id: str, admin: Admin
) -> None:
    send(client, headers, vendor_id)
    before = client.get(URL, query_string=query_of(), headers=headers)
    admin.execute("select analytics.fold_vendor(%s)", [vendor_id])
    after = client.get(URL, query_string=query_of(), headers=headers)
    assert views_of(before) == views_of(after) == 1
    assert before.headers["ETag"] != after.headers["ETag"]


def test_real_time_answers_are_not_kept(client: FlaskClient, headers: Headers) -> None:
    for _ in range(2):
        answer = client.get(URL, query_string=query_of(realTime="true"), headers=headers)
        assert views_of(answer) == 0
        assert "ETag" not in answer.headers
        assert status_of(answer) == "wedsync; fwd=bypass"
        assert answer.json is not None
        assert answer.json["cacheHit"] is False


@pytest.mark.parametrize("form", ["csv", "chart_data", "excel"])
def test_every_format_is_kept(client: FlaskClient, headers: Headers, form: str) -> None:
    first, second = (
        client.get(URL, query_string=query_of(format=form), headers=headers) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content_type == second.content_type
    assert status_of(second) == "wedsync; hit; detail=process"
    if form == "chart_data":
        assert first.json is not None
        assert second.json is not None
        assert first.json["series"] == second.json["series"]
        assert second.json["cacheInfo"]["hit"] is True
    else:
        assert first.get_data() == second.get_data()
        assert first.headers["Content-Disposition"] == second.headers["Content-Disposition"]
    known = headers | {"If-None-Match": first.headers["ETag"]}
    again = client.get(URL, query_string=query_of(format=form), headers=known)
    assert again.status_code == 304
    plain = client.get(URL, query_string=query_of(), headers=known)
    assert plain.status_code == 200


def test_a_kept_answer_is_compressed_but_for_its_tail(
    client: FlaskClient, headers: Headers
) -> None:
    plain = client.get(URL, query_string=query_of(), headers=headers)
    for _ in range(2):
        packed = client.get(
            URL, query_string=query_of(), headers=headers | {"Accept-Encoding": "gzip"}
        )
        assert packed.headers["Content-Encoding"] == "gzip"
        body = json.loads(gzip.decompress(packed.get_data()))
        assert plain.json is not None
        assert body["data"] == plain.json["data"]
        assert body["requestId"] == packed.headers["X-Request-Id"]
        assert packed.headers["ETag"] == plain.headers["ETag"]


def test_the_same_words_of_two_tenants_are_two_requests(
    client: FlaskClient, make_vendor: Callable[[], str]
) -> None:
    mine, theirs = make_vendor(), make_vendor()
    my_headers, their_headers = (bearer(make_token(vendor)) for vendor in (mine, theirs))
    send(client, my_headers, mine)
    answers = [
        client.get(URL, query_string=query_of(), headers=headers)
        for headers in (my_headers, their_headers, my_headers, their_headers)
    ]
    assert [views_of(answer) for answer in answers] == [1, 0, 1, 0]
    stolen = their_headers | {"If-None-Match": answers[0].headers["ETag"]}
    assert views_of(client.get(URL, query_string=query_of(), headers=stolen)) == 0
    named = client.get(URL, query_string=query_of(mine), headers=stolen)
    assert named.status_code == 404


def test_a_member_who_leaves_sees_nothing_that_is_kept(
    client: FlaskClient, vendor_id: str, admin: Admin, make_vendor: Callable[[], str]
) -> None:
    user_id = make_vendor()
    headers = bearer(make_token(sub=user_id))
    admin.execute(
        "insert into analytics.vendor_members (vendor_id, user_id) values (%s, %s)",
        [vendor_id, user_id],
    )
    first = client.get(URL, query_string=query_of(vendor_id), headers=headers)
    assert first.status_code == 200
    admin.execute("delete from analytics.vendor_members where user_id = %s", [user_id])
    known = headers | {"If-None-Match": first.headers["ETag"]}
    assert client.get(URL, query_string=query_of(vendor_id), headers=known).status_code == 404


def test_who_may_see_the_same_shares_answers(client: FlaskClient, vendor_id: str) -> None:
    first, second = (
        client.get(URL, query_string=query_of(), headers=bearer(make_token(vendor_id)))
        for _ in range(2)
    )
    assert first.headers["ETag"] == second.headers["ETag"]
    assert status_of(second) == "wedsync; hit; detail=process"


@pytest.fixture
def tolerant_rule(admin: Admin) -> Iterator[None]:
    """A rule by which page views may be old."""
    admin.execute(
        "insert into analytics.cache_rules (pattern, ttl, invalidation, is_compressed)"
        " values ('metrics/page_views', '1 minute', 'ttl', false)"
    )
    yield
    admin.execute("delete from analytics.cache_rules where pattern = 'metrics/page_views'")


@pytest.mark.usefixtures("tolerant_rule")
def test_a_rule_may_take_old_answers_that_say_their_age(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    first = client.get(URL, query_string=query_of(), headers=headers)
    send(client, headers, vendor_id)
    old = client.get(URL, query_string=query_of(), headers=headers)
    assert (views_of(first), views_of(old)) == (0, 0)
    assert old.headers["ETag"] == first.headers["ETag"]
    assert old.json is not None
    assert old.json["cacheInfo"]["age"] > 0
    assert int(old.headers["Age"]) >= 0
    fresh = client.get(URL, query_string=query_of(realTime="true"), headers=headers)
    assert views_of(fresh) == 1


def test_one_thread_asks_and_the_others_wait_for_it(
    dsn: str, vendor_id: str, headers: Headers
) -> None:
    app = create_app(
        Settings(database_url=dsn, jwt_secret=SECRET, pool_max_size=4, pool_min_size=4)
    )
    answers: list[Any] = []
    barrier = threading.Barrier(4)

    def ask() -> None:
        barrier.wait()
        answers.append(app.test_client().get(URL, query_string=query_of(), headers=headers))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    app.extensions["pool"].close()
    assert [views_of(answer) for answer in answers] == [0] * 4
    assert sum(status_of(answer).endswith("stored") for answer in answers) == 1


def test_what_is_asked_is_noted_for_who_calculates_ahead(
    client: FlaskClient,
    headers: Headers,
    vendor_id: str,
    admin: Admin,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.cache.popularity._EVERY_S", 0.0)
    for _ in range(2):
        client.get(URL, query_string=query_of(), headers=headers)
    rows = admin.execute(
        "select request -> 'metrics', score from analytics.popular_requests where vendor_id = %s",
        [vendor_id],
    ).fetchall()
    assert rows == [(["page_views"], pytest.approx(2, abs=0.01))]


def test_what_was_calculated_ahead_is_a_hit_for_whoever_asks_first(
    dsn: str,
    client: FlaskClient,
    headers: Headers,
    vendor_id: str,
    admin: Admin,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.cache.popularity._EVERY_S", 0.0)
    for _ in range(2):
        assert views_of(client.get(URL, query_string=query_of(), headers=headers)) == 0
    send(client, headers, vendor_id)
    items = admin.execute("select analytics.list_vendors_to_warm(now())").fetchall()
    assert (vendor_id,) in items
    admin.execute("select analytics.warm_cache_item(now(), %s)", [vendor_id])
    # In the process that had the old answer, and in one that has none.
    fresh = create_app(Settings(database_url=dsn, jwt_secret=SECRET))
    for asked in (client, fresh.test_client()):
        first, second = (asked.get(URL, query_string=query_of(), headers=headers) for _ in range(2))
        assert status_of(first) == "wedsync; hit; detail=database"
        assert views_of(first) == 1
        assert first.json is not None
        assert first.json["cacheInfo"]["source"] == "database"
        assert status_of(second) == "wedsync; hit; detail=process"
    fresh.extensions["pool"].close()
    send(client, headers, vendor_id)
    after = client.get(URL, query_string=query_of(), headers=headers)
    assert (status_of(after), views_of(after)) == ("wedsync; fwd=stale; stored", 2)


def test_a_process_keeps_no_more_than_it_may(dsn: str, headers: Headers) -> None:
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, cache_bytes_max=0))
    for _ in range(2):
        answer = app.test_client().get(URL, query_string=query_of(), headers=headers)
        assert status_of(answer) == "wedsync; fwd=uri-miss"
    app.extensions["pool"].close()
