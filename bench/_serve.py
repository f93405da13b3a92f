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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import cycle
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
def make_token(vendor_id: str | None = None) -> str:
    """A token for an hour: of a user of the vendor, else of a platform administrator."""
    metadata = {"vendor_ids": [vendor_id]} if vendor_id else {"platform_admin": True}
    claims = {"sub": f"user of {vendor_id}" if vendor_id else "bench", "app_metadata": metadata}
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


def compose_request(method: str, target: str, token: str, body: str = "") -> bytes:
    """A request as it goes over the wire."""
    data = body.encode()
    head = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n"
    return f"{head}\r\n".encode() + data


class _Connection:
    """A connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> _Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**22))

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        return int(head[9:12]), await self._reader.readexactly(length)

    def close(self) -> None:
        self._writer.close()


async def send_at_rate(
    port: int, requests: Sequence[bytes], per_s: float
) -> list[tuple[int, float]]:
    """Status of each answer, and milliseconds from when its request was due: an open loop.

    A request does not wait for those before it; where no connection is free a new one is opened.
    """
    idle: list[_Connection] = []
    answers: list[tuple[int, float]] = []

    async def send(request: bytes, due: float) -> None:
        connection = idle.pop() if idle else await _Connection.open(port)
        status, _ = await connection.send(request)
        answers.append((status, (time.perf_counter() - due) * 1000))
        idle.append(connection)

    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number, request in enumerate(requests):
            due = start + number / per_s
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(send(request, due))
    for connection in idle:
        connection.close()
    return answers


def get_at_rate(port: int, targets: Sequence[str], per_s: float) -> list[float]:
    """Milliseconds of answers to GET as send_at_rate has them; each must be answered by 200."""
    requests = [compose_request("GET", target, make_token()) for target in targets]
    answers = asyncio.run(send_at_rate(port, requests, per_s))
    if any(status != 200 for status, _ in answers):
        raise RuntimeError(str(Counter(status for status, _ in answers)))
    return [ms for _, ms in answers]


async def send_all_the_time(
    port: int, shares: Sequence[Sequence[bytes]], is_over: Callable[[], bool]
) -> Counter[int]:
    """How often each status was answered to a connection per share, which sends it over and over.

    Each sends as soon as the request before it is answered, whatever the answer was. A connection
    that is closed, as where a body is refused unread, is opened anew.
    """
    statuses: Counter[int] = Counter()

    async def send(share: Sequence[bytes]) -> None:
        connection = await _Connection.open(port)
        for request in cycle(share):
            if is_over():
                break
            try:
                status, _ = await connection.send(request)
                statuses[status] += 1
            except (ConnectionError, asyncio.IncompleteReadError):
                connection.close()
                connection = await _Connection.open(port)
        connection.close()

    await asyncio.gather(*map(send, shares))
    return statuses
