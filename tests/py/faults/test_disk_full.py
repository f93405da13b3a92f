"""A disk without space refuses events, and loses none; with space again everything goes on."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.py.faults.conftest import prepare
from tests.py.faults.doors import SqlDoor
from tests.py.faults.ledger import Ledger, make_event
from tests.py.faults.private_cluster import PrivateCluster, wait_until
from tests.py.faults.proof import (
    assert_no_job_is_stuck,
    assert_nothing_acknowledged_is_lost,
    assert_replay_changes_nothing,
    assert_rollups_equal_the_events,
)

FREE_BYTES = 12 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own in memory."""
    directory = tmp_path / "disk"
    directory.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400m,mode=0755", "wedsync-faults", directory],
        capture_output=True,
        text=True,
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be had here: {mounted.stderr.strip()}")
    # The user of PostgreSQL has to get there.
    for parent in [*directory.parents][:-2]:
        if parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | 0o011)
    yield directory
    subprocess.run(["umount", directory], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    cluster = PrivateCluster(small_disk, max_wal_size="64MB")
    try:
        prepare(cluster)
        ledger, door = Ledger(), SqlDoor(cluster, "batch", 500)
        chance = random.Random(7)
        ballast = small_disk / "ballast"
        with ballast.open("wb") as file:
            file.write(bytes(max(0, shutil.disk_usage(small_disk).free - FREE_BYTES)))

        refused = None
        while refused is None:
            events = [make_event(chance) for _ in range(door.batch_size)]
            ledger.note_sent(events)
            try:
                door.send(events, ledger)
            except psycopg.Error as error:
                refused = error
        # Where the write-ahead log finds no space the server stops at once; else it says so.
        assert refused.sqlstate in {"53100", None} or isinstance(
            refused, psycopg.OperationalError
        ), refused
        assert ledger.acknowledged
        with suppress(psycopg.Error), cluster.connect("jobs") as connection:
            connection.execute("call analytics.run_due_jobs()")

        ballast.unlink()
        wait_until(lambda: cluster.is_up() or not cluster.is_running(), 60)
        # A recovery that was under way may have found no space either, and ended the server.
        if not cluster.is_running():
            cluster.start()
        door.send(events, ledger)
        door.close()
        assert_nothing_acknowledged_is_lost(cluster, ledger)
        assert_replay_changes_nothing(cluster, ledger, seed=7)
        assert_rollups_equal_the_events(cluster, ledger)
        assert_no_job_is_stuck(cluster)
    finally:
        cluster.remove()
