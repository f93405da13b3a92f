"""The database holds what sql/ says, all of it or what it held before."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from yoyo import read_migrations

from app.migrate import MigrationError, Source, get_status, migrate
from app.migrate.backend import Backend

ORPHAN = "functions/ops/orphan.sql"
BODY = """\
create or replace function analytics.orphan()
returns integer language sql immutable set search_path = '' as $$ select {} $$;
"""


@pytest.fixture
def installed(make_database: Callable[..., str], source: Source) -> str:
    """A database with everything, and one function more: ``analytics.orphan()`` returns 1."""
    (source.sql / ORPHAN).write_text(BODY.format(1))
    add_to_manifest(source, ORPHAN)
    dsn = make_database()
    migrate(dsn, source)
    return dsn


def add_to_manifest(source: Source, path: str) -> None:
    with (source.sql / "manifest.txt").open("a") as manifest:
        manifest.write(f"{path}\n")


def remove(source: Source, path: str) -> None:
    manifest = source.sql / "manifest.txt"
    manifest.write_text(manifest.read_text().replace(f"{path}\n", ""))
    (source.sql / path).unlink()


def ask(dsn: str, query: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def test_only_a_changed_file_is_loaded(installed: str, source: Source) -> None:
    (source.sql / ORPHAN).write_text(BODY.format(2))
    assert migrate(installed, source).loaded == [ORPHAN]
    assert ask(installed, "select analytics.orphan()") == 2


def test_a_file_that_fails_leaves_all_as_it_was(installed: str, source: Source) -> None:
    (source.sql / ORPHAN).write_text(BODY.format(2))
    path = source.sql / "views/vendor_profiles.sql"
    path.write_text(path.read_text() + "\ncomment on table nowhere.nothing is '';\n")
    with pytest.raises(MigrationError, match=r"sql/views/vendor_profiles.sql: .*nowhere"):
        migrate(installed, source)
    assert ask(installed, "select analytics.orphan()") == 1


def test_an_error_names_its_line(installed: str, source: Source) -> None:
    (source.sql / ORPHAN).write_text("select 1;\nselect\n    nothing;\n")
    with pytest.raises(MigrationError, match=f"sql/{ORPHAN}: line 3: column"):
        migrate(installed, source)


def test_what_fails_after_the_load_undoes_it(installed: str, source: Source) -> None:
    (source.sql / ORPHAN).write_text(BODY.format(2))
    path = source.sql / "functions/ops/after_load.sql"
    path.write_text(path.read_text().replace("\nbegin\n", "\nbegin\n    perform 1 / 0;\n", 1))
    with pytest.raises(MigrationError, match="after loading sql/: division by zero"):
        migrate(installed, source)
    assert ask(installed, "select analytics.orphan()") == 1


def test_jobs_are_scheduled_once_the_load_is_committed(installed: str, source: Source) -> None:
    with psycopg.connect(installed) as connection:
        connection.execute("create schema cron")
        connection.execute(
            "create table cron.job (name text, xid xid default pg_current_xact_id()::xid)"
        )
        connection.execute(
            "create function cron.schedule(text, text, text) returns bigint language sql"
            " as 'insert into cron.job (name) values ($1) returning 1'"
        )
    (source.sql / ORPHAN).write_text(BODY.format(2))
    migrate(installed, source)
    assert ask(installed, "select count(*) from cron.job") == 2
    query = f"select xmin from analytics.sql_files where path = '{ORPHAN}'"
    assert ask(installed, f"select count(*) from cron.job where xid = ({query})") == 0


def test_a_file_that_is_listed_but_missing_is_named(installed: str, source: Source) -> None:
    (source.sql / ORPHAN).unlink()
    with pytest.raises(MigrationError, match=f"lists {ORPHAN}"):
        migrate(installed, source)


def test_a_file_that_is_gone_before_its_object_is_refused(installed: str, source: Source) -> None:
    remove(source, ORPHAN)
    with pytest.raises(MigrationError, match=r"drop routine analytics.orphan\(\)"):
        migrate(installed, source)


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("views/current_bookings.sql", "drop view analytics.current_bookings"),
        ("views/mv_vendor_daily_metrics.sql", "drop materialized view"),
        ("triggers/vendor_settings.sql", "drop trigger"),
    ],
)
def test_views_and_triggers_are_missed_too(
    installed: str, source: Source, path: str, statement: str
) -> None:
    remove(source, path)
    with pytest.raises(MigrationError, match=statement):
        migrate(installed, source)


def test_a_file_that_is_gone_with_its_object_is_forgotten(installed: str, source: Source) -> None:
    remove(source, ORPHAN)
    (source.migrations / "9999-drop-orphan.sql").write_text("drop function analytics.orphan();\n")
    migrate(installed, source)
    query = f"select count(*) from analytics.sql_files where path = '{ORPHAN}'"
    assert ask(installed, query) == 0


def test_the_hook_of_yoyo_loads_too(make_database: Callable[..., str]) -> None:
    dsn = make_database()
    migrate(dsn)
    with psycopg.connect(dsn) as connection:
        connection.execute("delete from analytics.sql_files where path like 'views/c%'")
    with Backend(dsn) as backend:
        backend.run_post_apply(read_migrations(str(Source().migrations)))
    assert migrate(dsn).loaded == []


def test_a_file_may_move(installed: str, source: Source) -> None:
    text = (source.sql / ORPHAN).read_text()
    remove(source, ORPHAN)
    (source.sql / "functions/rollup/orphan.sql").write_text(text)
    add_to_manifest(source, "functions/rollup/orphan.sql")
    assert migrate(installed, source).loaded == ["functions/rollup/orphan.sql"]


def test_what_is_in_the_api_belongs_to_the_role_that_tenants_policies_bind(installed: str) -> None:
    query = """
        select array_agg(distinct concat(p.pronamespace::regnamespace, ' ', p.proowner::regrole))
        from pg_catalog.pg_proc as p
        where p.pronamespace::regnamespace::text like 'analytics%'
    """
    assert set(ask(installed, query)) == {  # type: ignore[call-overload]
        "analytics analytics_owner",
        "analytics_api analytics_definer",
    }


def test_checksums_that_are_not_noted_are_told(installed: str, source: Source) -> None:
    (source.migrations / "migrations.sha256").unlink()
    with psycopg.connect(installed) as connection:
        status = get_status(connection, source)
    assert status.unrecorded == [file.id for file in source.read_migrations()]
    assert not status.is_current
