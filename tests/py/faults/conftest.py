"""A cluster of its own for the tests that kill it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.py.faults.doors import HostDoor
from tests.py.faults.ledger import START, VENDORS
from tests.py.faults.private_cluster import PrivateCluster

# So that what they assert is told in full.
pytest.register_assert_rewrite("tests.py.faults.proof")


@pytest.fixture(scope="module")
def cluster() -> Iterator[PrivateCluster]:
    """A cluster with the vendors of make_event, its jobs due each second."""
    cluster = PrivateCluster()
    try:
        prepare(cluster)
        yield cluster
    finally:
        cluster.remove()


def prepare(cluster: PrivateCluster) -> None:
    """Vendors, partitions, a tracked table; views are refreshed as often as deltas are folded."""
    with cluster.connect("prepare") as connection:
        connection.execute("select analytics_api.ensure_partitions(%s, now())", [START])
        connection.execute("select analytics_api.register_vendors(%s::uuid[])", [VENDORS])
        connection.execute(HostDoor.TRACK)
        connection.execute(
            "update analytics.jobs set every = '1 second' where job_name = 'refresh_views'"
        )
