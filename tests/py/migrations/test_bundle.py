"""The SQL file for psql and the command do the same."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from app.migrate import Source, compose_bundle, get_status, migrate

LEDGER = """
    select 'file', path, sha256 from analytics.sql_files
    union all
    select 'migration', migration_id, sha256 from analytics.migration_checksums
    union all
    select 'yoyo', migration_id, migration_hash from analytics._yoyo_migration
    union all
    select 'log', migration_id, operation from analytics._yoyo_log
    union all
    select 'version', version::text, '' from analytics._yoyo_version
    order by 1, 2, 3
"""


def read_ledger(dsn: str) -> list[tuple[str, ...]]:
    with psycopg.connect(dsn) as connection:
        return connection.execute(LEDGER).fetchall()


@pytest.fixture
def run_bundle(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the bundle of a source on a database with psql."""

    def run(dsn: str, source: Source | None = None) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "bundle.sql"
        path.write_text(compose_bundle(source), encoding="utf-8")
        return subprocess.run(
            ["psql", "-X", "-v", "ON_ERROR_STOP=1", "-d", dsn, "-f", str(path)],
            check=False,
            capture_output=True,
            text=True,
        )

    return run


Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_bundle_installs_what_the_command_does(
    make_database: Callable[..., str], dump: Callable[[str], str], run_bundle: Run
) -> None:
    by_command, by_bundle = make_database(), make_database()
    migrate(by_command)
    result = run_bundle(by_bundle)
    assert (result.returncode, result.stderr) == (0, "")
    assert dump(by_bundle) == dump(by_command)
    assert read_ledger(by_bundle) == read_ledger(by_command)


def test_the_command_finds_nothing_to_do_after_the_bundle(
    make_database: Callable[..., str], run_bundle: Run
) -> None:
    dsn = make_database()
    run_bundle(dsn)
    with psycopg.connect(dsn) as connection:
        status = get_status(connection)
    assert (status.pending, status.edited, status.changed_sql_files) == ([], [], [])
    outcome = migrate(dsn)
    assert (outcome.applied, outcome.loaded) == ([], [])


def test_the_bundle_finds_nothing_to_do_after_the_command(
    make_database: Callable[..., str], dump: Callable[[str], str], run_bundle: Run
) -> None:
    dsn = make_database()
    notices = migrate(dsn).notices
    before = dump(dsn), read_ledger(dsn)
    result = run_bundle(dsn)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == notices
    assert (dump(dsn), read_ledger(dsn)) == before


def test_the_bundle_upgrades(
    make_database: Callable[..., str], source: Source, run_bundle: Run
) -> None:
    dsn = make_database()
    migrate(dsn, source)
    (source.migrations / "9999-index.sql").write_text(
        "-- transactional: false\n"
        "create index concurrently jobs_every_idx on analytics.jobs (every);\n"
    )
    path = source.sql / "views/vendor_profiles.sql"
    path.write_text(path.read_text() + "\n")
    result = run_bundle(dsn, source)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:2] == [
        "applied 9999-index",
        "loaded sql/views/vendor_profiles.sql",
    ]
    outcome = migrate(dsn, source)
    assert (outcome.applied, outcome.loaded) == ([], [])


def test_the_bundle_refuses_an_edited_migration(
    make_database: Callable[..., str], source: Source, run_bundle: Run
) -> None:
    dsn = make_database()
    migrate(dsn, source)
    file = source.read_migrations()[1]
    file.path.write_text(file.text + "-- edited\n")
    result = run_bundle(dsn, source)
    assert result.returncode == 3
    assert f"{file.id} was edited" in result.stderr
