"""A worker that is killed in the middle of a request leaves nothing of it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

from tests.py.api.calls import bearer, make_token
from tests.py.faults.app_server import AppServer
from tests.py.faults.private_cluster import wait_until


@pytest.fixture
def server(dsn: str) -> Iterator[AppServer]:
    server = AppServer(dsn)
    yield server
    server.stop()


@pytest.fixture
def vendor_id(dsn: str) -> Iterator[str]:
    vendor_id = str(uuid.uuid4())
    with psycopg.connect(dsn, autocommit=True) as admin:
        admin.execute("select analytics_api.ensure_partitions(now(), now())")
        admin.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor_id])
        yield vendor_id
        admin.execute("delete from analytics.idempotency_keys where vendor_id = %s", [vendor_id])
        admin.execute("delete from public.analytics_events where vendor_id = %s", [vendor_id])
        admin.execute("select analytics.fold_vendor(%s)", [vendor_id])
        admin.execute("delete from public.user_profiles where id = %s", [vendor_id])


def test_a_request_that_is_killed_half_way_leaves_nothing_and_may_be_sent_again(
    dsn: str, server: AppServer, vendor_id: str
) -> None:
    headers = bearer(make_token(vendor_id, sub="somebody")) | {
        "Idempotency-Key": "one",
        "Content-Type": "application/json",
    }
    body = json.dumps({"eventType": "page.viewed", "eventData": {"path": "/"}})

    def send() -> tuple[int, str | None, Any]:
        with closing(
            http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        ) as connection:
            connection.request("POST", "/api/analytics/events", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Idempotent-Replayed"), json.loads(answer.read())

    def send_in_vain() -> None:
        with pytest.raises((OSError, http.client.HTTPException)):
            send()

    with psycopg.connect(dsn, autocommit=True) as admin:

        def find(query: str) -> Any:
            row = admin.execute(query).fetchone()
            assert row is not None
            return row[0]

        # The request has taken the key, and waits in the statement that stores the event.
        with psycopg.connect(dsn) as holder:
            holder.execute("lock table public.analytics_events in share row exclusive mode")
            thread = threading.Thread(target=send_in_vain)
            thread.start()
            waiting = (
                "select count(*) from pg_stat_activity where application_name = 'wedsync-app'"
                " and wait_event_type = 'Lock' and datname = current_database()"
            )
            wait_until(lambda: find(waiting) == 1)
            for worker in server.workers():
                os.kill(worker, signal.SIGKILL)
            thread.join()
            holder.rollback()
        taken = "select count(*) from pg_locks where locktype = 'advisory' and classid <> 0"
        wait_until(lambda: find(waiting) == 0 and find(taken) == 0)
        for table in ("public.analytics_events", "analytics.idempotency_keys"):
            assert find(f"select count(*) from {table} where vendor_id = '{vendor_id}'") == 0
        wait_until(server.is_ready)
        first, second = send(), send()
        assert (first[:2], second[:2]) == ((200, None), (200, "true"))
        assert first[2] == second[2]
        stored = f"select count(*) from public.analytics_events where vendor_id = '{vendor_id}'"
        assert find(stored) == 1
