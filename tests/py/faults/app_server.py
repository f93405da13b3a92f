"""The app as "bin/serve" starts it, on a database of the test's choice."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess

from tests.py.api.calls import SECRET
from tests.py.faults.private_cluster import ROOT, list_children, wait_until


class AppServer:
    """Two workers at a free port."""

    def __init__(self, database_url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [ROOT / "bin" / "app-server"],
            env={
                **os.environ,
                "HOST": "127.0.0.1",
                "PORT": str(self.port),
                "DATABASE_URL": database_url,
                "WEDSYNC_JWT_SECRET": SECRET,
                # Few clients send as much as they can.
                "WEDSYNC_RATE_LIMITS": "off",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_until(self.is_ready)
        except AssertionError:
            self.stop()
            raise

    def is_ready(self) -> bool:
        """Whether both workers are there, and one of them answers that it is ready."""
        if len(self.workers()) < 2:
            return False
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def workers(self) -> list[int]:
        """Processes of the workers."""
        return list_children(self.process.pid)

    def kill_worker(self, number: int) -> None:
        """Kill -9 one of the workers."""
        workers = self.workers()
        os.kill(workers[number % len(workers)], signal.SIGKILL)

    def stop(self) -> None:
        """End it with all its workers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
