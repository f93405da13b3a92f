"""The command line keeps its contract: exit codes, one line per error, JSON for programs."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import psycopg
import pytest

from app.cli import COMMANDS
from app.migrate import Source, compose_bundle, migrate

Run = Callable[..., Any]
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
SECRET = "a secret that is long enough for HS256"


@pytest.fixture
def installed(make_database: Callable[..., str]) -> str:
    dsn = make_database()
    migrate(dsn)
    return dsn


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.code == 0
    assert f"Usage: wedsync {command}" in result.out


def test_help_names_every_command(run: Run) -> None:
    out = run("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []


@pytest.mark.parametrize("command", ["migrate", "status", "verify", "uninstall"])
def test_without_a_database_the_exit_code_is_2(run: Run, command: str) -> None:
    result = run(command)
    assert result.code == 2
    assert "DATABASE_URL is not set" in result.err


@pytest.mark.parametrize("command", ["migrate", "status", "verify", "uninstall"])
def test_without_a_connection_one_line_says_so(run: Run, command: str) -> None:
    result = run(command, dsn=NOWHERE)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith("wedsync: no connection: ")


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    assert run("dance").code == 2


def test_a_setting_that_is_no_number_is_named(run: Run) -> None:
    result = run("status", dsn=NOWHERE, WEDSYNC_POOL_MAX_SIZE="many")
    assert (result.code, result.err) == (
        2,
        "wedsync: WEDSYNC_POOL_MAX_SIZE must be a whole number, not 'many'\n",
    )


def test_migrate_says_what_it_does_and_what_the_server_lacks(
    run: Run, make_database: Callable[..., str]
) -> None:
    dsn = make_database()
    result = run("migrate", dsn=dsn)
    assert result.code == 0
    assert "applied 0001-" in result.out
    assert f"loaded {len(Source().read_sql_files())} files of sql/" in result.out
    assert "pg_cron is not in this database" in result.out
    assert "pg_stat_statements is not in this database" in result.out
    assert "nothing to do" in run("migrate", dsn=dsn).out


def test_migrate_goes_back(run: Run, installed: str) -> None:
    last = Source().read_migrations()[-1].id
    result = run("migrate", "--rollback", "1", "--json", dsn=installed)
    assert (result.code, result.json()["rolledBack"]) == (0, [last])
    assert run("migrate", "--json", dsn=installed).json()["applied"] == [last]
    assert run("migrate", "--down-to", last, "--rollback", "1", dsn=installed).code == 2
    result = run("migrate", "--down-to", "9999", dsn=installed)
    assert (result.code, result.err) == (1, "wedsync: 9999 is not an applied migration\n")


def test_status_tells_before_and_after_the_installation(
    run: Run, make_database: Callable[..., str]
) -> None:
    dsn = make_database()
    before = run("status", dsn=dsn)
    assert before.code == 1
    assert "  pending: 0001-" in before.out
    migrate(dsn)
    after = run("status", "--json", dsn=dsn)
    assert after.json()["pending"] == []
    assert after.json()["pipeline"]["pendingDeltas"] == 0
    assert "pg_cron: missing; jobs do not run by themselves" in run("status", dsn=dsn).out


def test_tracked_tables_are_listed_with_their_problems(run: Run, installed: str) -> None:
    assert run("tracked", "--json", dsn=installed).json() == []
    with psycopg.connect(installed) as connection:
        connection.execute("create table public.visits (id bigint primary key, who uuid, url text)")
        connection.execute(
            "select analytics_api.track_table('public.visits', 'page.viewed',"
            """ '{"vendor": "who", "fields": {"path": "url"}}')"""
        )
    fitting = run("tracked", dsn=installed)
    assert (fitting.code, fitting.out.split()[:3]) == (
        0,
        ["public.visits", "page.viewed", "insert"],
    )
    with psycopg.connect(installed) as connection:
        connection.execute("alter table public.visits drop column url")
    broken = run("tracked", dsn=installed)
    assert broken.code == 1
    assert 'has no column "url"' in broken.out


def test_captured_rows_are_drained(run: Run, installed: str) -> None:
    with psycopg.connect(installed) as connection:
        connection.execute("create table public.visits (id bigint primary key, who uuid, url text)")
        connection.execute(
            "select analytics_api.track_table('public.visits', 'page.viewed',"
            """ '{"vendor": "who", "fields": {"path": "url"}}')"""
        )
        connection.execute("insert into public.visits values (1, null, '/')")
    assert run("jobs", "drain", dsn=installed).code == 0
    assert run("tracked", "--json", dsn=installed).json()[0]["pendingCount"] == 0
    with psycopg.connect(installed) as connection:
        row = connection.execute("select count(*) from analytics_rejected_events").fetchone()
    assert row == (1,)


def test_jobs_are_listed_and_run(run: Run, installed: str) -> None:
    assert run("jobs", "run", "--for", "0", dsn=installed).code == 0
    jobs = run("jobs", "list", "--json", dsn=installed).json()
    statuses = {job["name"]: job["lastStatus"] for job in jobs}
    assert statuses["maintain_partitions"] == "succeeded"
    assert "fold" in run("jobs", "list", dsn=installed).out


def test_a_job_that_fails_is_told(run: Run, installed: str) -> None:
    with psycopg.connect(installed) as connection:
        connection.execute("update analytics.jobs set routine = 'no_such' where job_name = 'fold'")
        connection.execute("update analytics.jobs set items_routine = null where job_name = 'fold'")
    result = run("jobs", "run", dsn=installed)
    assert result.code == 1
    assert result.err.startswith("wedsync: fold failed: ")
    assert "no_such" in run("jobs", "list", dsn=installed).out


def test_verify_finds_what_was_changed_by_hand(run: Run, installed: str) -> None:
    vendor = str(uuid.uuid4())
    with psycopg.connect(installed) as connection:
        connection.execute("select analytics.register_vendor(%s, '{}')", [vendor])
        event = {
            "id": str(uuid.uuid4()),
            "vendorId": vendor,
            "eventType": "payment.received",
            "eventData": {"paymentId": "p", "amount": "10.00"},
        }
        connection.execute(
            "select analytics_api.ingest_events("
            "jsonb_build_array(%s::jsonb || jsonb_build_object('timestamp', now())))",
            [psycopg.types.json.Json(event)],
        )
        connection.execute("select analytics.fold_vendor(%s)", [vendor])
    clean = run("verify", "--vendor", vendor, "--json", dsn=installed)
    assert (clean.code, clean.json()) == (0, {"checked": 1, "differences": []})
    with psycopg.connect(installed) as connection:
        connection.execute("update public.analytics_aggregates set sum = sum + 1")
    assert run("verify", dsn=installed).code == 1
    assert "1 vendors checked" in run("verify", "--from", "2026-01-01", dsn=installed).out


def test_verify_of_an_unknown_vendor_is_one_line(run: Run, installed: str) -> None:
    result = run("verify", "--vendor", str(uuid.uuid4()), dsn=installed)
    assert (result.code, result.err) == (1, "wedsync: there is no such vendor\n")


def test_a_token_holds_the_claims(run: Run) -> None:
    vendor = str(uuid.uuid4())
    result = run("token", "--vendor", vendor, "--days", "2", "--json", WEDSYNC_JWT_SECRET=SECRET)
    claims = jwt.decode(
        result.json()["token"], SECRET, algorithms=["HS256"], audience="authenticated"
    )
    assert claims["role"] == "authenticated"
    assert claims["exp"] - claims["iat"] == 2 * 86_400
    assert claims["app_metadata"] == {"vendor_ids": [vendor], "platform_admin": False}
    assert run("token", "--admin", WEDSYNC_JWT_SECRET=SECRET).out.count(".") == 2
    owner = run("token", "--vendor", vendor, "--owner", WEDSYNC_JWT_SECRET=SECRET).out.strip()
    claims = jwt.decode(owner, SECRET, algorithms=["HS256"], audience="authenticated")
    assert claims["app_metadata"]["vendor_role"] == "owner"


def test_a_token_needs_a_secret_and_somebody(run: Run) -> None:
    assert run("token", WEDSYNC_JWT_SECRET=SECRET).code == 2
    assert run("token", "--admin", WEDSYNC_JWT_SECRET="").code == 2


def test_the_bundle_is_printed_or_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bundle.sql"
    assert run("sql-bundle", "--output", str(path)).code == 0
    assert path.read_text() == run("sql-bundle").out == compose_bundle()


def test_uninstall_asks_to_be_meant(run: Run, installed: str) -> None:
    listed = run("uninstall", dsn=installed)
    assert listed.code == 1
    assert "drop owned by" in listed.out
    assert run("status", "--json", dsn=installed).json()["applied"] != []
    assert run("uninstall", "--yes", dsn=installed).code == 0
    assert run("status", "--json", dsn=installed).json()["applied"] == []


def test_export_writes_a_whole_file_or_none(run: Run, installed: str, tmp_path: Path) -> None:
    vendor = str(uuid.uuid4())
    output = tmp_path / "export.ndjson"
    with psycopg.connect(installed, autocommit=True) as connection:
        connection.execute("select analytics_api.register_vendors(array[%s::uuid])", [vendor])
    result = run("export", "--vendor", vendor, "--output", str(output), dsn=installed)
    assert (result.code, result.out) == (
        0,
        f"{output}: 0 facts, 0 events, 0 models, 0 metrics, 0 rejects, 1 settings, "
        "0 corrections, 0 recommendations\n",
    )
    whole = output.read_text()
    assert whole.splitlines()[-1].startswith('{"counts": ')
    for arguments in (["--vendor", str(uuid.uuid4())], ["--vendor", vendor, "--contents", "x"]):
        result = run("export", *arguments, "--output", str(output), dsn=installed)
        assert (result.code, result.err.count("\n")) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["export.ndjson"]
    assert output.read_text() == whole
