"""The running service does what its document says, whatever is sent to it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.migrate import migrate
from tests.py.api.calls import bearer, make_token
from tests.py.faults.app_server import AppServer

VENDOR = "00000000-0000-4000-8000-00000000c0f0"
ORIGIN = "https://www.example.com"
API = "/api/analytics"
# The same requests each time, so that only a change turns it red; "make fuzz" looks further.
GENERATED = (
    ["--max-time", str(60 * int(os.environ["FUZZ_MINUTES"]))]
    if "FUZZ_MINUTES" in os.environ
    else ["--generation-deterministic", "--seed", "1", "--max-examples", "60"]
)
SETTINGS = Path(__file__).with_name("schemathesis.toml")
HOOK_MAP = """
select jsonb_build_object('eventType', h.payload ->> 'type', 'eventData', h.payload) as event
from hook as h
"""


@pytest.fixture
def url(make_database: Callable[..., str]) -> str:
    """Of a database of its own: what is sent at random is nothing for the other tests to meet."""
    made = make_database()
    migrate(made)
    return made


@pytest.fixture
def database(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select analytics_api.ensure_partitions('2026-01-01', now())")
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [VENDOR])
        yield connection


@pytest.fixture
def server(url: str, database: psycopg.Connection[Any]) -> Iterator[AppServer]:
    running = AppServer(url)
    yield running
    running.stop()


def send(server: AppServer, path: str, body: Any) -> Any:
    """The answer to a request of the vendor's owner, made by hand."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{API}{path}",
        None if body is None else json.dumps(body).encode(),
        bearer(token()) | {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def token() -> str:
    metadata = {"vendor_ids": [VENDOR], "vendor_role": "owner"}
    return make_token(sub=VENDOR, app_metadata=metadata, exp=4_000_000_000)


def write_settings(server: AppServer, database: psycopg.Connection[Any], path: Path) -> None:
    """What there is to be asked for: without it most routes would only ever say 404."""
    config = {"tiles": [{"id": "a", "request": {"metrics": ["revenue"], "groupBy": ["week"]}}]}
    kept, other = (
        send(server, "/dashboards", {"dashboardName": name, "dashboardConfig": config})["id"]
        for name in ("kept", "other")
    )
    link = send(server, f"/dashboards/{kept}/shares", {"expiresInDays": 1})
    ended = send(server, f"/dashboards/{kept}/shares", {"expiresInDays": 1})
    series = [{"month": f"2025-{month:02}", "value": month} for month in range(1, 13)]
    model = send(
        server,
        "/models",
        {"modelType": "time_series", "target": "bookings", "trainingData": {"series": series}},
    )
    good = {"eventType": "page.viewed", "eventData": {"path": "/"}}
    send(server, "/events", [good, good | {"eventData": {}}])
    rejected = send(server, "/rejected-events", None)["items"][0]["id"]
    (key,) = database.execute(
        "select analytics_api.create_publishable_key(%s) ->> 'key'",
        [Jsonb({"vendorId": VENDOR, "origins": [ORIGIN]})],
    ).fetchone() or ("",)
    spare = send(server, "/keys", {"name": "spare", "scopes": ["read"]})["id"]
    database.execute(
        "select analytics_api.register_hook_map(%s)", [Jsonb({"name": "plain", "sql": HOOK_MAP})]
    )
    source = {"source": "tests", "vendorId": VENDOR, "map": "plain", "secret": token()}
    database.execute(
        "select analytics_api.register_hook_source(%s)",
        [Jsonb(source | {"signature": {"like": "token"}})],
    )
    path.write_text(
        f"""{SETTINGS.read_text()}
[auth.openapi]
bearer = {{ bearer = "{token()}" }}
publishableKey = {{ api_key = "{key}" }}

[parameters]
"path.dashboardId" = "{kept}"
"path.shareId" = "{ended["shareId"]}"
"path.rejectId" = "{rejected}"
"path.token" = "{link["url"].rpartition("/")[2]}"
"path.source" = "tests"
"path.keyId" = "{spare}"
"path.modelId" = "{model["modelId"]}"
"path.jobId" = "{model["id"]}"

[[operations]]
include-operation-id = ["deleteDashboard"]
parameters = {{ "path.dashboardId" = "{other}" }}

[[operations]]
include-operation-id = ["receiveHook"]
headers = {{ Authorization = "Bearer {token()}" }}

[[operations]]
include-operation-id = ["collectEvents"]
headers = {{ Origin = "{ORIGIN}" }}
"""
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--phases", "examples,coverage"],
        ["--phases", "fuzzing,stateful", *GENERATED],
    ],
    ids=["fixed", "generated"],
)
def test_no_request_is_answered_otherwise_than_described(
    server: AppServer, database: psycopg.Connection[Any], tmp_path: Path, arguments: list[str]
) -> None:
    write_settings(server, database, tmp_path / "schemathesis.toml")
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml"),
            *("run", f"http://127.0.0.1:{server.port}/openapi.json", "--checks", "all"),
            *("--no-color", "--continue-on-failure", *arguments),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    print(run.stdout[-20_000:], run.stderr[-2_000:])
    assert run.returncode == 0
    assert re.search("[1-9][0-9]* generated", run.stdout)
