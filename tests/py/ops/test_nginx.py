"""Debian's nginx before two runs of the service, with the file of examples/."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import socket
import subprocess
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.config import Settings
from tests.py.api.calls import bearer, make_token, page_view
from tests.py.faults.app_server import AppServer
from tests.py.faults.private_cluster import wait_until

ROOT = Path(__file__).parents[3]
EVENTS = "/api/analytics/events"
MIB = 1024 * 1024
LIMIT = Settings().request_bytes_max


class Nginx:
    """The server of examples/nginx.conf, on a free port and before other ports."""

    def __init__(self, folder: Path, upstreams: list[int]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = folder / "access.log"
        text = (ROOT / "examples/nginx.conf").read_text()
        for old, new in (
            ("listen 8080;", f"listen 127.0.0.1:{self.port};"),
            *(
                (f"127.0.0.1:{8081 + place}", f"127.0.0.1:{port}")
                for place, port in enumerate(upstreams)
            ),
            ("/run/nginx.pid", str(folder / "nginx.pid")),
            (
                "access_log off;",
                f"""log_format who '$upstream_addr';
                access_log {self.log} who;
                client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
                fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
                scgi_temp_path {folder}/scgi;""",
            ),
        ):
            assert old in text
            text = text.replace(old, new)
        if os.geteuid() == 0:
            text = f"user root;\n{text}"
        (folder / "nginx.conf").write_text(text)
        program = subprocess.run(
            [ROOT / "bin/nginx"], capture_output=True, text=True, check=True
        ).stdout.strip()
        command = [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
        subprocess.run([*command, "-t", "-q"], check=True)
        self.process = subprocess.Popen([*command, "-g", "daemon off;"])
        wait_until(self.is_open)

    def is_open(self) -> bool:
        """Whether it takes connections yet."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def ask(self, method: str, path: str, **options: Any) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, **options)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def served_by(self) -> Counter[str]:
        """How many requests each of the workers behind it was asked last."""
        return Counter(line.split(", ")[-1] for line in self.log.read_text().splitlines())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def admin(dsn: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
        yield connection


@pytest.fixture(scope="module")
def servers(dsn: str) -> Iterator[list[AppServer]]:
    """Two runs of the service that trust one proxy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WEDSYNC_TRUSTED_PROXIES", "1")
        running = [AppServer(dsn), AppServer(dsn)]
    yield running
    for server in running:
        server.stop()


@pytest.fixture
def nginx(servers: list[AppServer], tmp_path: Path) -> Iterator[Nginx]:
    running = Nginx(tmp_path, [server.port for server in servers])
    yield running
    running.stop()


@pytest.fixture
def vendor_id(admin: psycopg.Connection[Any]) -> Iterator[str]:
    made = str(uuid.uuid4())
    admin.execute("select analytics_api.register_vendors(array[%s::uuid])", [made])
    yield made
    admin.execute("delete from public.analytics_events where vendor_id = %s", [made])
    admin.execute("select analytics.fold_vendor(%s)", [made])
    admin.execute("delete from public.user_profiles where id = %s", [made])


@contextmanager
def recorder() -> Iterator[tuple[int, list[dict[str, str]]]]:
    """A port, and the headers of the requests that came to it."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_requests_are_shared_by_both(nginx: Nginx, servers: list[AppServer]) -> None:
    assert {nginx.ask("GET", "/healthz")[0] for _ in range(40)} == {200}
    counts = nginx.served_by()
    assert set(counts) == {f"127.0.0.1:{server.port}" for server in servers}
    assert min(counts.values()) >= 10


def test_the_address_of_the_client_is_the_one_that_nginx_saw(
    nginx: Nginx, admin: psycopg.Connection[Any], vendor_id: str
) -> None:
    status, headers, _ = nginx.ask(
        "POST",
        EVENTS,
        body=gzip.compress(json.dumps([page_view(vendor_id)]).encode()),
        headers={
            **bearer(make_token(vendor_id)),
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "X-Forwarded-For": "203.0.113.9",
        },
    )
    assert status == 200, headers
    row = admin.execute(
        "select host(ip_address) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == ("127.0.0.1",)


def test_answers_are_compressed_once(nginx: Nginx) -> None:
    _, headers, body = nginx.ask("GET", "/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(body))["openapi"]
    assert "content-encoding" not in nginx.ask("GET", "/openapi.json")[1]


def test_request_ids_are_carried_or_made(nginx: Nginx) -> None:
    _, headers, _ = nginx.ask("GET", "/healthz", headers={"X-Request-Id": "mine-1"})
    assert headers["x-request-id"] == "mine-1"
    _, headers, body = nginx.ask("GET", "/nothing", headers={"X-Request-Id": "<b>"})
    assert re.fullmatch("[0-9a-f]{32}", headers["x-request-id"])
    assert json.loads(body)["requestId"] == headers["x-request-id"]


@pytest.mark.parametrize(
    ("size", "code"),
    [
        (6 * MIB, "body_too_large"),
        (LIMIT, "body_too_large"),
        (LIMIT + 1, "request_entity_too_large"),
    ],
    ids=["service", "largest", "nginx"],
)
def test_bodies_that_are_too_large_are_the_same_problem(
    nginx: Nginx, vendor_id: str, size: int, code: str
) -> None:
    sent = bearer(make_token(vendor_id)) | {"Content-Type": "application/json"}
    status, headers, body = nginx.ask("POST", EVENTS, body=b" " * size, headers=sent)
    assert (status, headers["content-type"]) == (413, "application/problem+json")
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (413, code)
    assert problem["requestId"] == headers["x-request-id"]


def test_an_upgrade_is_passed_on_and_nothing_else_of_a_connection(tmp_path: Path) -> None:
    with recorder() as (port, seen):
        server = Nginx(tmp_path, [port, port])
        server.ask(
            "GET",
            "/api/analytics/realtime",
            headers={"Connection": "Upgrade", "Upgrade": "websocket"},
        )
        server.ask("GET", "/healthz", headers={"Connection": "keep-alive"})
        server.stop()
    assert (seen[0]["upgrade"], seen[0]["connection"]) == ("websocket", "upgrade")
    assert "upgrade" not in seen[1]
    assert "connection" not in seen[1]


def test_a_run_that_is_gone_is_not_noticed(
    dsn: str, servers: list[AppServer], tmp_path: Path
) -> None:
    other = AppServer(dsn)
    server = Nginx(tmp_path, [servers[0].port, other.port])
    other.stop()
    assert {server.ask("GET", "/healthz")[0] for _ in range(20)} == {200}
    server.stop()


def test_without_any_run_there_is_a_problem(tmp_path: Path, unused_port: Callable[[], int]) -> None:
    server = Nginx(tmp_path, [unused_port(), unused_port()])
    status, headers, body = server.ask("GET", "/healthz")
    server.stop()
    assert (status, headers["content-type"]) == (503, "application/problem+json")
    assert headers["retry-after"] == "1"
    assert json.loads(body)["requestId"] == headers["x-request-id"]


@pytest.fixture
def unused_port() -> Callable[[], int]:
    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find
