"""Settings that cut the buckets change only while nobody writes by the old ones."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime

import psycopg
import pytest


def test_writers_that_go_on_keep_the_settings_of_a_vendor(dsn: str) -> None:
    vendor_id = str(uuid.uuid4())
    event = {
        "id": str(uuid.uuid4()),
        "vendorId": vendor_id,
        "eventType": "page.viewed",
        "timestamp": datetime.now(UTC).isoformat(),
        "eventData": {"path": "/"},
    }
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor_id])
        connection.execute("select analytics_api.ingest_events(%s)", [json.dumps([event])])
        change = "update analytics.vendor_settings set time_zone = %s where vendor_id = %s"
        with psycopg.connect(dsn) as writer:
            writer.execute(
                "select analytics_api.ingest_events(%s)",
                [json.dumps([event | {"id": str(uuid.uuid4())}])],
            )
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(change, ["Asia/Kolkata", vendor_id])
            assert caught.value.sqlstate == "ZA501"
        connection.execute(change, ["Asia/Kolkata", vendor_id])
        connection.execute("delete from public.analytics_events where vendor_id = %s", [vendor_id])
        connection.execute("select analytics.fold_vendor(%s)", [vendor_id])
        connection.execute("delete from public.user_profiles where id = %s", [vendor_id])
