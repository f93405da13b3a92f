"""GET /tracker.js in a browser."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.py.browser.conftest import Wait

WAITING = "JSON.parse(localStorage.wedsync)[0].map(e => e.id)"
UUID_7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
STALLED = "window.fetch = () => new Promise(() => {})"


def of_type(rows: list[tuple[Any, ...]], event_type: str) -> list[dict[str, Any]]:
    return [row[1] for row in rows if row[0] == event_type]


def wait_until_empty(page: Page) -> None:
    page.wait_for_function(f"{WAITING}.length === 0")


def test_a_visit_is_a_session_with_page_views(page: Page, site: str, wait_for: Wait) -> None:
    page.goto(f"{site}/portfolio?utm_source=instagram&email=a@b.example")
    wait_for(2)
    page.goto(f"{site}/prices", referer=f"{site}/portfolio?email=a@b.example")
    rows = wait_for(3)
    assert of_type(rows, "session.started") == [{"path": "/portfolio", "channel": "instagram"}]
    assert of_type(rows, "page.viewed") == [
        {"path": "/portfolio", "channel": "instagram", "title": "Page /portfolio"},
        {"path": "/prices", "referrer": f"{site}/portfolio", "title": "Page /prices"},
    ]
    assert len({row[2] for row in rows}) == 1
    assert all(UUID_7.fullmatch(row[3]) for row in rows)
    wait_until_empty(page)


def test_half_an_hour_without_anything_ends_a_session(
    page: Page, site: str, wait_for: Wait
) -> None:
    page.goto(site)
    wait_for(2)
    wait_until_empty(page)
    page.evaluate(
        "const [q, id, at] = JSON.parse(localStorage.wedsync);"
        "localStorage.wedsync = JSON.stringify([q, id, at - 31 * 60000])"
    )
    page.goto(f"{site}/again")
    rows = wait_for(4)
    assert len(of_type(rows, "session.started")) == 2
    assert len({row[2] for row in rows}) == 2


def test_an_application_of_one_page_has_many(page: Page, site: str, wait_for: Wait) -> None:
    page.goto(site)
    wait_for(2)
    page.evaluate("history.pushState({}, '', '/a?x=1'); document.title = 'A'")
    rows = wait_for(3)
    assert of_type(rows, "page.viewed")[-1] == {
        "path": "/a",
        "referrer": f"{site}/",
        "title": "A",
    }
    page.evaluate("history.pushState({}, '', '/a#part')")
    page.go_back()
    page.go_back()
    assert of_type(wait_for(4), "page.viewed")[-1]["path"] == "/"


def test_forms_are_begun_once_and_sent(page: Page, site: str, wait_for: Wait) -> None:
    page.goto(f"{site}/contact")
    page.fill("input[name=first]", "a")
    page.fill("input[name=second]", "b")
    page.click("button")
    rows = wait_for(4)
    expected = {"formId": "contact", "path": "/contact"}
    assert of_type(rows, "form.started") == [expected]
    assert of_type(rows, "form.submitted") == [expected]


def test_quotes_are_viewed(page: Page, site: str, wait_for: Wait) -> None:
    page.goto(f"{site}/quote")
    assert of_type(wait_for(3), "quote.viewed") == [{"quoteId": "q-17", "path": "/quote"}]
    page.evaluate("wedsync('quote.viewed', {quoteId: 'q-18'})")
    assert of_type(wait_for(4), "quote.viewed")[-1] == {"quoteId": "q-18"}


def test_what_a_page_tells_while_it_loads_begins_the_session(
    page: Page, site: str, wait_for: Wait
) -> None:
    page.goto(f"{site}/slow")
    rows = wait_for(3)
    assert of_type(rows, "session.started") == [{"path": "/slow"}]
    assert of_type(rows, "quote.viewed") == [{"quoteId": "q-early"}]


def test_what_happens_offline_comes_later_with_the_same_ids(
    context: BrowserContext, page: Page, site: str, wait_for: Wait
) -> None:
    page.goto(site)
    wait_for(2)
    wait_until_empty(page)
    context.set_offline(True)
    page.evaluate("wedsync('quote.viewed', {quoteId: 'q-1'})")
    page.evaluate("history.pushState({}, '', '/offline')")
    page.wait_for_function(f"{WAITING}.length === 2")
    # Its try to send them fails meanwhile.
    time.sleep(0.6)
    ids = page.evaluate(WAITING)
    assert len(ids) == 2
    context.set_offline(False)
    rows = wait_for(4)
    assert {row[3] for row in rows[2:]} == set(ids)
    wait_until_empty(page)


def test_what_no_server_answered_for_is_sent_again_on_the_next_visit(
    context: BrowserContext, page: Page, site: str, wait_for: Wait
) -> None:
    context.route("**/collect?*", lambda route: route.fulfill(status=503))
    page.goto(site)
    page.wait_for_function(f"localStorage.wedsync && {WAITING}.length === 2")
    time.sleep(0.6)
    ids = page.evaluate(WAITING)
    assert len(ids) == 2
    page.close()
    context.unroute("**/collect?*")
    context.new_page().goto(f"{site}/next")
    rows = wait_for(3)
    assert set(ids) < {row[3] for row in rows}


def test_who_leaves_sends_a_beacon_and_nothing_counts_twice(
    page: Page, site: str, wait_for: Wait
) -> None:
    page.add_init_script(f"if (location.pathname === '/leave') {STALLED}")
    page.goto(f"{site}/leave")
    page.wait_for_function(f"localStorage.wedsync && {WAITING}.length === 2")
    page.goto("about:blank")
    first = wait_for(2)
    # What a beacon carried has had no answer: it is sent again, and known by its ids.
    page.goto(f"{site}/back")
    rows = wait_for(3)
    assert rows[:2] == first
    wait_until_empty(page)


def test_what_is_refused_for_good_is_not_sent_for_ever(
    context: BrowserContext, page: Page, site: str
) -> None:
    context.route("**/collect?*", lambda route: route.fulfill(
        status=401, headers={"Access-Control-Allow-Origin": "*"}
    ))  # fmt: skip
    page.goto(site)
    page.wait_for_function("localStorage.wedsync")
    wait_until_empty(page)


@pytest.mark.parametrize(
    "wish",
    [
        "Object.defineProperty(navigator, 'doNotTrack', {get: () => '1'})",
        "Object.defineProperty(navigator, 'globalPrivacyControl', {get: () => true})",
    ],
    ids=["Do Not Track", "Global Privacy Control"],
)
def test_who_asks_not_to_be_followed_is_not(browser: Browser, site: str, wish: str) -> None:
    visitor = browser.new_context()
    visitor.add_init_script(wish)
    page = visitor.new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(f"{site}/quote")
    page.fill("input[name=first]", "a")
    page.click("button")
    # Pages that tell something by hand go on working.
    page.evaluate("wedsync('quote.viewed', {quoteId: 'q'})")
    time.sleep(0.6)
    assert not [url for url in sent if "collect" in url]
    assert page.evaluate("localStorage.length") == 0
    assert visitor.cookies() == []
    visitor.close()


def test_without_storage_it_works_for_the_page(browser: Browser, site: str, wait_for: Wait) -> None:
    visitor = browser.new_context()
    visitor.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }})"
    )
    page = visitor.new_page()
    page.goto(site)
    wait_for(2)
    page.evaluate("history.pushState({}, '', '/more')")
    assert len({row[2] for row in wait_for(3)}) == 1
    visitor.close()
