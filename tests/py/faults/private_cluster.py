"""A PostgreSQL of a test's own, which may be killed without hurting anybody."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from app.migrate import migrate

ROOT = Path(__file__).parents[3]
BIN = Path("/usr/lib/postgresql/15/bin")
# Beside those of bin/postgresql.conf; reached through its socket alone, by this user and root. What
# a killed process has written the kernel still has, so nothing need wait for the disk.
SETTINGS = """
include 'wedsync.conf'
listen_addresses = ''
unix_socket_directories = '{directory}'
shared_buffers = 64MB
fsync = off
min_wal_size = 32MB
max_wal_size = {max_wal_size}
"""


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Return when something has become true; fails when it takes longer."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"it did not come about within {seconds} s"
        time.sleep(0.02)


def list_children(pid: int) -> list[int]:
    """Processes that this process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


class PrivateCluster:
    """A migrated database "wedsync" in a cluster in a directory that goes with it."""

    def __init__(self, directory: Path | None = None, max_wal_size: str = "512MB") -> None:
        self.directory = directory or Path(tempfile.mkdtemp(prefix="wedsync-faults-"))
        self.data = self.directory / "data"
        if os.geteuid() == 0:
            # PostgreSQL does not run as root.
            user = pwd.getpwnam("postgres")
            os.chown(self.directory, user.pw_uid, user.pw_gid)
        self._run("initdb", "-U", "wedsync", "--auth=trust", "--locale=C.UTF-8", "--no-sync")
        shutil.copy(ROOT / "bin" / "postgresql.conf", self.data / "wedsync.conf")
        (self.data / "wedsync.conf").chmod(0o644)
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(directory=self.directory, max_wal_size=max_wal_size))
        self.start()
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("create database wedsync")
        migrate(self.url())

    def url(self, database: str = "wedsync") -> str:
        """Connection string of its superuser."""
        return f"postgresql://wedsync@/{database}?host={self.directory}"

    def connect(self, name: str = "") -> psycopg.Connection[tuple[object, ...]]:
        """A connection in autocommit, known to the server by that name."""
        return psycopg.connect(
            self.url(), autocommit=True, application_name=name, connect_timeout=5
        )

    def start(self) -> None:
        """Start it, and return when it takes connections."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for socket in self.directory.glob(".s.PGSQL.*"):
            socket.unlink()
        log = self.directory / "server.log"
        self._run("pg_ctl", "start", "-s", "-w", "-t", "60", "-l", str(log))

    def is_up(self) -> bool:
        """Whether it takes connections."""
        try:
            self.connect("probe").close()
        except psycopg.OperationalError:
            return False
        return True

    def wait_until_up(self) -> None:
        """Return when it takes connections."""
        wait_until(self.is_up, 60)

    def is_running(self) -> bool:
        """Whether its first process lives."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, IndexError):
            return False
        return Path(f"/proc/{pid}/cwd").exists() and Path(f"/proc/{pid}/cwd").samefile(self.data)

    def kill_backend(self, name: str) -> bool:
        """Kill -9 a backend by the name of its connection; false where there is none.

        Returns when the server has noticed: until then it would seem to be up.
        """
        with suppress(psycopg.OperationalError), self.connect("killer") as connection:
            row = connection.execute(
                "select pid from pg_catalog.pg_stat_activity where application_name = %s"
                " order by state <> 'active', random() limit 1",
                [name],
            ).fetchone()
            if row is None:
                return False
            os.kill(int(str(row[0])), signal.SIGKILL)
            # All its other backends end when it notices, this one among them.
            connection.execute("select pg_sleep(10)")
        return True

    def kill_server(self) -> None:
        """Kill -9 the first process; returns when the others have noticed and are gone."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = list_children(pid)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in [pid, *children]))

    def remove(self) -> None:
        """Stop it at once and remove its files."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-s", "-w", "-m", "immediate")
        shutil.rmtree(self.data, ignore_errors=True)
        for file in self.directory.iterdir():
            file.unlink()
        if not self.directory.is_mount():
            self.directory.rmdir()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(BIN / program), "-D", str(self.data), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        subprocess.run(
            command,
            check=True,
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
