"""Stores that processes share, as the tests run them."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis of its own, gone afterwards; yields its URL.

    Debian's redis-tools have the server under another name: what it does depends on how it is
    called.
    """
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(
        ["redis-server", *options],
        executable="/usr/bin/redis-check-rdb",
        stdout=subprocess.DEVNULL,
    )
    url = f"unix://{socket}"
    try:
        with redis.Redis.from_url(url) as client:
            for _ in range(100):
                if socket.exists():
                    client.ping()
                    break
                time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(10)
