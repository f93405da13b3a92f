"""Bodies without an end are refused early, and cost the service no memory."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.py.api.calls import page_view
from tests.py.ingest.conftest import Service

GIGABYTE = 1024**3
MEGABYTE = 1024**2
_LINE = json.dumps(page_view(path="/endless")).encode() + b"\n"
CHUNK = _LINE * (MEGABYTE // len(_LINE))


def head(token: str, *lines: str) -> bytes:
    """The beginning of a request."""
    return "\r\n".join(
        [
            "POST /api/analytics/events HTTP/1.1",
            "Host: localhost",
            f"Authorization: Bearer {token}",
            "Content-Type: application/x-ndjson",
            *lines,
            "",
            "",
        ]
    ).encode()


def send(service: Service, start: bytes, parts: Iterator[bytes]) -> tuple[int, bytes, int]:
    """Send until the service answers or hangs up: status, answer, and how much was sent."""
    sent = 0
    with socket.create_connection(("127.0.0.1", service.port), timeout=60) as connection:
        connection.sendall(start)
        try:
            for part in parts:
                connection.sendall(part)
                sent += len(part)
                connection.setblocking(False)
                try:
                    if connection.recv(1, socket.MSG_PEEK):
                        break
                except BlockingIOError:
                    pass
                finally:
                    connection.settimeout(60)
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = b""
        try:
            while data := connection.recv(65536):
                answer += data
                if b"\r\n\r\n" in answer and b'"requestId"' in answer:
                    break
        except ConnectionResetError:
            pass
    return int(answer.split(b" ", 2)[1]) if answer else 0, answer, sent


def chunks(total: int) -> Iterator[bytes]:
    """The lines of events as HTTP chunks, never all of them at once."""
    for _ in range(total // len(CHUNK)):
        yield f"{len(CHUNK):x}\r\n".encode() + CHUNK + b"\r\n"
    yield b"0\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [(f"Content-Length: {GIGABYTE}",), ("Transfer-Encoding: chunked",)],
    ids=["declared", "chunked"],
)
def test_a_gigabyte_is_refused_early(
    service: Service,
    token: str,
    vendor_id: str,
    admin: psycopg.Connection[Any],
    headers: tuple[str, ...],
) -> None:
    before = service.resident_bytes()
    parts = (
        chunks(GIGABYTE)
        if "chunked" in headers[0]
        else (CHUNK for _ in range(GIGABYTE // len(CHUNK)))
    )
    status, answer, sent = send(service, head(token, *headers), parts)
    assert status == 413, answer
    assert b"request_entity_too_large" in answer
    assert sent < 64 * MEGABYTE
    assert service.resident_bytes() - before < 100 * MEGABYTE
    row = admin.execute(
        "select count(*) from public.analytics_events where vendor_id = %s", [vendor_id]
    ).fetchone()
    assert row == (0,)


def test_a_gzip_bomb_is_inflated_no_further_than_the_limit(service: Service, token: str) -> None:
    bomb = gzip.compress(b" " * (GIGABYTE // 4), 9) * 4
    before = service.resident_bytes()
    status, answer, _ = send(
        service,
        head(token, f"Content-Length: {len(bomb)}", "Content-Encoding: gzip"),
        iter([bomb]),
    )
    assert status == 413, answer
    assert b"body_too_large" in answer
    assert service.resident_bytes() - before < 100 * MEGABYTE


def test_the_service_goes_on_after_it(service: Service, token: str, vendor_id: str) -> None:
    body = json.dumps(page_view(vendor_id)).encode()
    status, answer, _ = send(service, head(token, f"Content-Length: {len(body)}"), iter([body]))
    assert (status, b'"stored": 1' in answer) == (200, True)
