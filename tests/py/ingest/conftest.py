"""The service as it runs: granian with two workers, spoken to over a socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.py.api.calls import SECRET, make_token

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Service:
    """A running service."""

    port: int
    pid: int

    def resident_bytes(self) -> int:
        """Memory of all its processes together."""
        pids = [self.pid, *self._children()]
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE")

    def _children(self) -> list[int]:
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()]


@pytest.fixture(scope="session")
def service(dsn: str) -> Iterator[Service]:
    """The service on the test database, as bin/serve starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
            *("app:create_app", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"),
            *("--blocking-threads", "1", "--backpressure", "64", "--log-level", "warning"),
        ],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": dsn, "WEDSYNC_JWT_SECRET": SECRET},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_ready(port)
        yield Service(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_ready(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < deadline, "the service does not get ready"
            time.sleep(0.2)


@pytest.fixture(scope="session")
def admin(dsn: str) -> Iterator[psycopg.Connection[Any]]:
    """The DBA, who commits."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', '2026-12-31')")
        yield connection


@pytest.fixture
def vendor_id(admin: psycopg.Connection[Any]) -> Iterator[str]:
    """A vendor, gone with all its events and rejects after the test."""
    vendor = str(uuid.uuid4())
    admin.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor])
    yield vendor
    admin.execute("delete from public.analytics_events where vendor_id = %s", [vendor])
    admin.execute("select analytics.fold_vendor(%s)", [vendor])
    admin.execute("delete from public.user_profiles where id = %s", [vendor])


@pytest.fixture
def token(vendor_id: str) -> str:
    return make_token(vendor_id)
