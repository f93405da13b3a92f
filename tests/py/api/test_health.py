"""What monitoring is told: measurements, readiness, times, traces."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from app import create_app
from app.config import Settings
from app.ops.health import judge
from tests.py.api.calls import SECRET, Headers, bearer, make_token

HEALTHY: dict[str, Any] = {
    "migrations": None,
    "partitionsAheadS": 864_000,
    "jobs": [{"name": "fold", "failed": False, "ageS": 1, "lateS": 0, "everyS": 1}],
    "views": [{"name": "mv", "ageS": 60}],
}


@pytest.fixture
def all_migrations_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ops.health._released_migrations", frozenset)


def read(answer: Any) -> dict[str, Any]:
    """The samples of the text format, by name and labels."""
    return {
        f"{sample.name}{json.dumps(sample.labels, sort_keys=True)}": sample.value
        for family in text_string_to_metric_families(answer.get_data(as_text=True))
        for sample in family.samples
    }


def test_measurements_are_those_that_prometheus_reads(
    client: FlaskClient, headers: Headers
) -> None:
    client.get("/api/analytics/catalog", headers=headers)
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=")
    before = read(answer)
    name = (
        'wedsync_http_requests_total{"method": "GET",'
        ' "route": "/api/analytics/catalog", "status": "200"}'
    )
    client.get("/api/analytics/catalog", headers=headers)
    after = read(client.get("/metrics"))
    assert after[name] == before[name] + 1
    assert after["wedsync_database_up{}"] == 1
    assert after['wedsync_ready{"check": "migrations"}'] == 1
    assert 'wedsync_job_late_seconds{"job": "fold"}' in after
    for known in (
        "wedsync_pending_deltas{}",
        "wedsync_rejects_open{}",
        "wedsync_partitions_ahead_seconds{}",
        'wedsync_pool_connections{"state": "size"}',
        "wedsync_usage_dropped{}",
    ):
        assert known in after


def test_labels_are_bounded_and_tell_of_no_tenant(
    client: FlaskClient, headers: Headers, vendor_id: str
) -> None:
    for number in range(5):
        client.get(f"/api/analytics/nothing-{number}", headers=headers)
        client.open("/livez", method=f"METHOD{number}")
        client.get(f"/api/analytics/dashboards/{vendor_id}", headers=headers)
    text = client.get("/metrics").get_data(as_text=True)
    assert vendor_id not in text
    assert "nothing-" not in text
    assert "METHOD" not in text
    assert 'route="none"' in text
    assert 'method="other"' in text


def test_measurements_can_be_closed_to_strangers(dsn: str) -> None:
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, metrics_token="scrape"))
    client = app.test_client()
    assert client.get("/metrics").status_code == 401
    refused = client.get("/metrics", headers=bearer("other"))
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert client.get("/metrics", headers=bearer("scrape")).status_code == 200
    app.extensions["pool"].close()


def test_a_database_that_is_away_is_measured() -> None:
    app = create_app(Settings(database_url="postgresql://127.0.0.1:1/x", pool_timeout_ms=200))
    answer = app.test_client().get("/metrics")
    app.extensions["pool"].close()
    assert answer.status_code == 200
    assert read(answer)["wedsync_database_up{}"] == 0


def test_workers_count_together(dsn: str, tmp_path: Path) -> None:
    script = (
        "from app import create_app; from app.config import Settings; import sys\n"
        f"app = create_app(Settings(database_url={dsn!r}))\n"
        "client = app.test_client()\n"
        "[client.get('/livez') for _ in range(3)]\n"
        "sys.stdout.write(client.get('/metrics').get_data(as_text=True))\n"
        "app.extensions['pool'].close()\n"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
        ).stdout
        for _ in range(2)
    ]
    pattern = re.compile(r'^wedsync_http_requests_total{.*route="/livez".*} (\S+)$', re.MULTILINE)
    assert [float(pattern.findall(text)[0]) for text in outputs] == [3, 6]
    # What the first one said of its pool ended with it.
    pool = re.compile(r'^wedsync_pool_connections{state="size"} (\S+)$', re.MULTILINE)
    assert [float(pool.findall(text)[0]) for text in outputs] == [1, 1]


def test_readiness_says_what_it_has_looked_at(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert [check["name"] for check in answer.json["checks"]] == [
        *("database", "migrations", "partitions", "jobs", "views")
    ]
    assert all(check["ok"] and check["why"] for check in answer.json["checks"])
    assert client.get("/livez").json == client.get("/healthz").json == {"status": "ok"}


def test_a_migration_that_is_pending_is_not_ready(
    client: FlaskClient, admin: psycopg.Connection[Any]
) -> None:
    with_one_less = (
        "update analytics.migration_checksums set migration_id = %s where migration_id = %s"
    )
    name = "0036-create-rate-limits"
    admin.execute(with_one_less, ["hidden", name])
    try:
        answer = client.get("/readyz")
    finally:
        admin.execute(with_one_less, [name, "hidden"])
    assert (answer.status_code, answer.json and answer.json["code"]) == (503, "not_migrated")
    assert answer.json is not None
    check = answer.json["checks"][1]
    assert (check["ok"], check["why"]) == (False, f"pending: {name}")


@pytest.mark.usefixtures("all_migrations_are_there")
@pytest.mark.parametrize(
    ("change", "name", "why"),
    [
        ({"partitionsAheadS": 0}, "partitions", "no partition for events of now"),
        ({"partitionsAheadS": None}, "partitions", "no partition"),
        (
            {"jobs": [HEALTHY["jobs"][0] | {"lateS": 901}]},
            "jobs",
            "nobody runs them: fold",
        ),
        (
            {
                "jobs": [
                    {
                        "name": "refresh_views",
                        "failed": True,
                        "ageS": 5,
                        "lateS": 0,
                        "everyS": 300,
                    }
                ],
                "views": [{"name": "mv", "ageS": 90_000}],
            },
            "views",
            "not refreshed for a day: mv",
        ),
    ],
)
def test_each_thing_that_is_wrong_is_judged_so(change: dict[str, Any], name: str, why: str) -> None:
    failed = [check for check in judge(HEALTHY | change) if not check.is_ok]
    assert [check.name for check in failed] == [name]
    assert why in failed[0].why


@pytest.mark.usefixtures("all_migrations_are_there")
def test_what_is_well_is_judged_so() -> None:
    assert all(check.is_ok for check in judge(HEALTHY))
    idle = HEALTHY | {
        "jobs": [HEALTHY["jobs"][0] | {"ageS": None, "lateS": 9000}],
        "views": [],
    }
    assert [check.why for check in judge(idle)][3:] == [
        "none has run yet",
        "none was refreshed yet",
    ]
    slow = HEALTHY | {"jobs": [HEALTHY["jobs"][0] | {"lateS": 3600, "everyS": 600}]}
    assert all(check.is_ok for check in judge(slow))


@pytest.mark.usefixtures("all_migrations_are_there")
def test_what_is_not_ready_is_a_problem(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    found = HEALTHY | {"partitionsAheadS": 0, "eventsUntil": None}
    monkeypatch.setattr("app.ops.health.measure_health", lambda: found)
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json and answer.json["code"]) == (503, "not_ready")
    assert answer.headers["Retry-After"]
    assert answer.json is not None
    assert [check["ok"] for check in answer.json["checks"]] == [True, True, False, True, True]


def test_answers_say_where_the_time_went(client: FlaskClient, headers: Headers) -> None:
    answer = client.get("/api/analytics/catalog", headers=headers)
    timing = answer.headers["Server-Timing"]
    found = dict(re.findall(r"(\w+);dur=([0-9.]+)", timing))
    assert list(found) == ["auth", "db", "total"]
    assert float(found["auth"]) + float(found["db"]) <= float(found["total"]) + 0.02
    assert list(re.findall(r"(\w+);dur", client.get("/livez").headers["Server-Timing"])) == [
        "total"
    ]


TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SPAN = "00f067aa0ba902b7"


@pytest.mark.parametrize(
    ("sent", "is_taken"),
    [
        (f"00-{TRACE}-{SPAN}-01", True),
        (f"01-{TRACE}-{SPAN}-00-later", True),
        (f"ff-{TRACE}-{SPAN}-01", False),
        (f"00-{'0' * 32}-{SPAN}-01", False),
        (f"00-{TRACE}-{'0' * 16}-01", False),
        (f"00-{TRACE.upper()}-{SPAN}-01", False),
        ("", False),
    ],
)
def test_a_trace_is_carried_on(
    client: FlaskClient, log: io.StringIO, sent: str, is_taken: bool
) -> None:
    client.get("/livez", headers={"traceparent": sent})
    line = json.loads(log.getvalue().splitlines()[-1])
    assert (line["traceId"] == TRACE) is is_taken
    assert re.fullmatch("[0-9a-f]{32}", line["traceId"])
    assert re.fullmatch("[0-9a-f]{16}", line["spanId"])
    assert line["spanId"] != SPAN


def test_a_token_of_a_user_opens_no_measurements(dsn: str) -> None:
    app = create_app(Settings(database_url=dsn, jwt_secret=SECRET, metrics_token="scrape"))
    answer = app.test_client().get("/metrics", headers=bearer(make_token(is_admin=True)))
    app.extensions["pool"].close()
    assert answer.status_code == 401
