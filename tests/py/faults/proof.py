"""What must hold after any crash, from the view of the clients and from that of the events."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from tests.py.faults.ledger import VENDORS, Ledger, is_valid
from tests.py.faults.private_cluster import PrivateCluster


def assert_all_of_the_host_is_captured(cluster: PrivateCluster) -> None:
    """Once the queue is drained, each row of the tracked table is an event, or kept as rejected."""
    with cluster.connect("proof") as connection:
        while connection.execute("select analytics.drain_captures()").fetchone() != (0,):
            pass
        queued = connection.execute("select count(*) from analytics.capture_queue").fetchone()
        assert queued == (0,)
        lost = connection.execute(
            "select analytics_api.stable_uuid('host.payments payment.received ' || p.id)"
            " from host.payments as p except select e.id from public.analytics_events as e"
            " except select (convert_from(r.raw_event, 'UTF8')::jsonb ->> 'id')::uuid"
            " from public.analytics_rejected_events as r"
        ).fetchall()
        assert lost == []


def assert_nothing_acknowledged_is_lost(cluster: PrivateCluster, ledger: Ledger) -> None:
    """What a client was told to be stored is stored, and what was rejected is kept."""
    connection: psycopg.Connection[Any]
    with cluster.connect("proof") as connection:
        stored = {str(row[0]) for row in connection.execute("select id from analytics_events")}
        kept = {
            json.loads(bytes(row[0]))["id"]
            for row in connection.execute("select raw_event from analytics_rejected_events")
        }
    told = {key for key, status in ledger.acknowledged.items() if status != "rejected"}
    assert told - stored == set()
    assert set(ledger.acknowledged) - told - kept == set()
    # And nothing is there that nobody has sent.
    assert (stored | kept) - set(ledger.sent) == set()


def assert_replay_changes_nothing(
    cluster: PrivateCluster, ledger: Ledger, seed: int, batch_size: int = 1000
) -> None:
    """All that was ever sent, three times, shuffled and split anew: each valid event once."""
    chance = random.Random(seed)
    valid = sum(map(is_valid, ledger.sent.values()))
    with cluster.connect("replay") as connection:
        for round_number in range(3):
            counts: dict[str, int] = defaultdict(int)
            events = chance.sample(list(ledger.sent.values()), len(ledger.sent))
            for start in range(0, len(events), batch_size):
                batch = events[start : start + batch_size]
                row = connection.execute(
                    "select analytics_api.ingest_events(%s) -> 'counts'", [Jsonb(batch)]
                ).fetchone()
                assert row is not None
                assert isinstance(row[0], dict)
                for name, count in row[0].items():
                    counts[name] += count
            assert counts["received"] == len(events)
            assert counts["received"] == sum(
                counts[name] for name in ("stored", "duplicate", "rejected")
            )
            assert counts["rejected"] == len(events) - valid
            assert round_number == 0 or counts["stored"] == 0
            row = connection.execute("select count(*) from public.analytics_events").fetchone()
            assert row == (valid,)


def assert_rollups_equal_the_events(cluster: PrivateCluster, ledger: Ledger) -> None:
    """Aggregates, metrics and facts equal a recount, and what the clients know they have sent."""
    with cluster.connect("proof") as connection:
        for state in ("as it is", "folded"):
            row = connection.execute("select analytics_api.verify_rollups()").fetchone()
            assert row is not None
            found: Any = row[0]
            # Metrics are written by the fold.
            differences = [
                d for d in found["differences"] if state == "folded" or d["what"] != "metric"
            ]
            assert differences == [], state
            connection.execute("call analytics.run_due_jobs()")
            connection.execute("select analytics.fold_vendor(v.id) from public.user_profiles as v")
            connection.execute(
                "select analytics.refresh_view_item(now(), 'mv_vendor_daily_metrics')"
            )
        for vendor_id in VENDORS:
            expected = sum(
                Decimal(event["eventData"]["amount"])
                for event in ledger.sent.values()
                if event["vendorId"] == vendor_id
                and event["eventType"] == "payment.received"
                and is_valid(event)
            )
            for members in ({}, {"realTime": True}, {"source": "raw"}):
                answer = connection.execute(
                    "select analytics_api.calculate_metrics(%s)",
                    [
                        Jsonb(
                            {
                                "vendorId": vendor_id,
                                "metrics": ["revenue"],
                                "timeframe": "last_30_days",
                                **members,
                            }
                        )
                    ],
                ).fetchone()
                assert answer is not None
                data: Any = answer[0]
                assert Decimal(str(data["data"][0]["totals"][0]["value"])) == expected, members


def assert_no_job_is_stuck(cluster: PrivateCluster) -> None:
    """Each job ends well when it is called again, and nobody holds anything."""
    with cluster.connect("proof") as connection:
        connection.execute("update analytics.jobs set next_run_at = null")
        connection.execute("call analytics.run_due_jobs()")
        stuck = connection.execute(
            "select job_name, last_status, last_error from analytics.jobs"
            # A quick job that never found anything to do keeps its row as it is.
            " where is_enabled and last_status is distinct from 'succeeded'"
            " and not (last_status is null and every < interval '10 seconds')"
        ).fetchall()
        assert stuck == []
        assert (
            connection.execute(
                "select objid from pg_catalog.pg_locks where locktype = 'advisory'"
            ).fetchall()
            == []
        )
        assert connection.execute("select count(*) from analytics.rollup_deltas").fetchone() == (0,)
        assert connection.execute("select count(*) from analytics.booking_changes").fetchone() == (
            0,
        )
