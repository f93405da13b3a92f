"""Backends, the server and workers are killed at any moment; nothing acknowledged is lost.

FAULT_MINUTES makes it longer than CI has time for ("make faults MINUTES=30"), FAULT_SEED repeats a
run as far as chance allows.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.py.faults.app_server import AppServer
from tests.py.faults.doors import HostDoor, HttpDoor, ImportDoor, InboxDoor, SqlDoor
from tests.py.faults.private_cluster import PrivateCluster
from tests.py.faults.proof import (
    assert_all_of_the_host_is_captured,
    assert_no_job_is_stuck,
    assert_nothing_acknowledged_is_lost,
    assert_replay_changes_nothing,
    assert_rollups_equal_the_events,
)
from tests.py.faults.storm import Storm

MINUTES = float(os.environ.get("FAULT_MINUTES", "0"))
SEED = int(os.environ.get("FAULT_SEED") or time.time_ns() % 10**6)


@pytest.fixture(scope="module")
def server(cluster: PrivateCluster) -> Iterator[AppServer]:
    server = AppServer(cluster.url())
    yield server
    server.stop()


def test_no_crash_loses_or_doubles_an_event(
    cluster: PrivateCluster, server: AppServer, tmp_path: Path
) -> None:
    doors = [
        SqlDoor(cluster, "single", 1),
        SqlDoor(cluster, "batch", 100),
        InboxDoor(cluster, "inbox", 50),
        HostDoor(cluster, "host single", 1),
        HostDoor(cluster, "host batch", 50),
        HttpDoor(server, "http single", 1),
        HttpDoor(server, "http batch", 100),
        ImportDoor(cluster, tmp_path, "import", 600),
    ]
    storm = Storm(cluster, server, doors, SEED)
    storm.run(seconds=MINUTES * 60, pause=3.0 if MINUTES else 0.3)
    print(json.dumps(storm.report()))
    for lost in storm.ledger.unavailable()[:5]:
        print(f"unavailable: {lost.door} {lost.end - lost.start:.3f} s {lost.error}")

    # A client without a connection at that moment is left alone.
    assert len({name for name, _, _ in storm.ledger.kills}) >= len(doors)
    assert_all_of_the_host_is_captured(cluster)
    assert_nothing_acknowledged_is_lost(cluster, storm.ledger)
    assert_replay_changes_nothing(cluster, storm.ledger, SEED)
    assert_rollups_equal_the_events(cluster, storm.ledger)
    assert_no_job_is_stuck(cluster)
    assert storm.ledger.available_share() >= 0.999
