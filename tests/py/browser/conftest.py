"""A vendor's site and the service on two ports, and a real browser between them."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from psycopg.types.json import Jsonb
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from app.config import Settings

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Without these it looks for hosts of its maker at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Wait = Callable[[int], list[tuple[Any, ...]]]


class Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Nothing: the tests look at what is stored."""


@contextmanager
def serve(application: Any) -> Iterator[str]:
    """Serve an application on a free port; its origin."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def admin(dsn: str) -> Iterator[psycopg.Connection[Any]]:
    """The DBA, who commits."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "select analytics_api.ensure_partitions(now(), now() + interval '1 day')"
        )
        yield connection


@pytest.fixture(scope="session")
def service(dsn: str) -> Iterator[str]:
    """Origin of the service."""
    application = create_app(Settings(database_url=dsn, pool_max_size=2))
    with serve(application) as origin:
        yield origin
    application.extensions["pool"].close()


@pytest.fixture
def vendor_id(admin: psycopg.Connection[Any]) -> Iterator[str]:
    made = str(uuid.uuid4())
    admin.execute("select analytics_api.register_vendors(array[%s::uuid])", [made])
    yield made
    admin.execute("delete from public.analytics_events where vendor_id = %s", [made])
    admin.execute("select analytics.fold_vendor(%s)", [made])
    admin.execute("delete from public.user_profiles where id = %s", [made])


@pytest.fixture
def site(admin: psycopg.Connection[Any], service: str, vendor_id: str) -> Iterator[str]:
    """Origin of a site with the tracker: each path a page with a form.

    /quote has a quote, /slow takes a second.
    """
    key = ""

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        quote = 'data-quote="q-17"' if environ["PATH_INFO"] == "/quote" else ""
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        yield f"""<!doctype html><title>Page {environ["PATH_INFO"]}</title>
            <link rel="icon" href="data:,">
            <script async src="{service}/tracker.js" data-key="{key}"></script>
            <body {quote}>
            <form id="contact" onsubmit="return false">
                <input name="first"><input name="second"><button>Send</button>
            </form>""".encode()
        if environ["PATH_INFO"] == "/slow":
            # By now the tracker is there, and the page is not.
            time.sleep(1)
            yield b"<script>wedsync('quote.viewed', {quoteId: 'q-early'})</script>"

    with serve(application) as origin:
        row = admin.execute(
            "select analytics_api.create_publishable_key(%s)",
            [Jsonb({"vendorId": vendor_id, "origins": [origin]})],
        ).fetchone()
        assert row is not None
        key = row[0]["key"]
        yield origin


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor, who has not been here before."""
    visitor = browser.new_context()
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def wait_for(admin: psycopg.Connection[Any], vendor_id: str) -> Wait:
    """Wait until so many events are stored; (type, data, session, id) of each, by time."""

    def wait_for(count: int) -> list[tuple[Any, ...]]:
        deadline = time.monotonic() + 10
        while True:
            rows = admin.execute(
                "select event_type, event_data, session_id, id::text from public.analytics_events"
                ' where vendor_id = %s order by "timestamp", event_type desc',
                [vendor_id],
            ).fetchall()
            if len(rows) >= count or time.monotonic() > deadline:
                assert len(rows) == count
                return rows
            time.sleep(0.05)

    return wait_for
