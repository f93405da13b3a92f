"""Servers that a benchmark asks over HTTP, what they cost, and who asks them."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from _measure import ROOT, Database

SECRET = "the key of a benchmark, which signs nothing else"
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server that listens on this machine; ``pid`` leads a session of all its processes."""

    port: int
    pid: int


@cache
def make_token() -> str:
    """A token of a platform administrator that holds for this hour."""
    claims = {"sub": "bench", "app_metadata": {"platform_admin": True}}
    now = int(time.time())
    return jwt.encode({"aud": "authenticated", "exp": now + 3600, **claims}, SECRET, "HS256")


@contextmanager
def serving(command: Sequence[str | Path], path: str) -> Iterator[Server]:
    """Start a server that takes PORT and DATABASE_URL, and wait until it answers at the path."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*command],
        cwd=ROOT,
        env={
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "DATABASE_URL": os.environ["BENCH_DATABASE_URL"],
            "WEDSYNC_JWT_SECRET": SECRET,
            "WEDSYNC_LOG_LEVEL": "WARNING",
        },
        start_new_session=True,
    )
    try:
        subprocess.run(
            [ROOT / "bin" / "wait-ready", f"http://127.0.0.1:{port}{path}", str(process.pid)],
            check=True,
        )
        yield Server(port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def app_server() -> AbstractContextManager[Server]:
    """The app as it is served."""
    return serving([ROOT / "bin" / "app-server"], "/readyz")


def process_seconds(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = _stat(Path(f"/proc/{pid}"))
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S


def cpu_seconds(server: Server, connection: Database) -> float:
    """Seconds of processor that all processes of the server and of PostgreSQL have used."""
    row = connection.execute("select pg_backend_pid()").fetchone()
    assert row is not None
    postmaster = int(_stat(Path(f"/proc/{row[0]}"))[1])
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = _stat(process)
        except (FileNotFoundError, ProcessLookupError):
            continue
        # Of the server the whole session; of PostgreSQL what the postmaster has started.
        if int(fields[3]) == server.pid or int(fields[1]) == postmaster:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_PER_S


def _stat(process: Path) -> list[str]:
    """The fields of /proc/PID/stat from the third on: state, parent, group, session and so on."""
    return (process / "stat").read_text().rpartition(")")[2].split()


def post_all(port: int, path: str, bodies: Iterable[str], clients: int) -> float:
    """Seconds that some clients take to post all bodies; each must be answered by 200."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {make_token()}"}
    # One client takes what another has left: it is not their luck which worker each of them met.
    waiting = list(bodies)

    def post(_: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while waiting:
            try:
                body = waiting.pop()
            except IndexError:
                break
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise RuntimeError(text)
        connection.close()

    return together(post, range(clients))


@dataclass(frozen=True)
class Answer:
    """What was answered; names of headers are lower case."""

    headers: dict[str, str]
    body: bytes


def get_all(
    port: int, targets: Sequence[str], headers: dict[str, str], status: int = 200
) -> list[Answer]:
    """Ask for all targets, one after the other; each must be answered by that status."""
    headers = {"Authorization": f"Bearer {make_token()}", **headers}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    answers = []
    for target in targets:
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != status:
            raise RuntimeError(f"{answer.status} {target}: {body!r}")
        answers.append(Answer({k.lower(): v for k, v in answer.getheaders()}, body))
    connection.close()
    return answers


def together(work: Callable[[Any], object], shares: Iterable[Any]) -> float:
    """Seconds until a thread per share has done its work; raises what one of them did."""
    failures: list[BaseException] = []

    def run(share: Any) -> None:
        try:
            work(share)
        except BaseException as failure:  # raised by the thread that waits
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(share,)) for share in shares]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - start


async def get_at_rate(port: int, targets: Sequence[str], per_s: float) -> list[float]:
    """Milliseconds from when each request was due until it was answered: an open loop.

    A request does not wait for those before it; where no connection is free a new one is opened.
    Raises on any answer but 200.
    """
    head = f"Host: localhost\r\nAuthorization: Bearer {make_token()}\r\n\r\n"
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    times: list[float] = []

    async def get(target: str, due: float) -> None:
        reader, writer = (
            idle.pop() if idle else await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        )
        writer.write(f"GET {target} HTTP/1.1\r\n{head}".encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(answer.partition("content-length:")[2].partition("\r\n")[0])
        body = await reader.readexactly(length)
        times.append((time.perf_counter() - due) * 1000)
        if not answer.startswith("http/1.1 200"):
            raise RuntimeError(answer + body.decode())
        idle.append((reader, writer))

    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number, target in enumerate(targets):
            due = start + number / per_s
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(get(target, due))
    for _, writer in idle:
        writer.close()
    return times
