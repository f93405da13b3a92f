"""Installing takes no superuser, and uninstalling leaves no trace."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from app.migrate import MigrationError, Source, get_status, migrate, uninstall

HOST_TABLES = """
    create table public.user_profiles (
        id uuid primary key default gen_random_uuid(),
        name text not null
    );
    alter table public.user_profiles enable row level security;
    create policy everybody on public.user_profiles using (true);
    create table public.contracts (id integer primary key, user_id uuid references user_profiles);
    create function public.note() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger note after insert on public.contracts execute function public.note();
"""


@pytest.fixture
def owner(dsn: str, make_database: Callable[..., str]) -> Iterator[tuple[str, str]]:
    """A role as managed servers give it (no superuser, may make roles), with its password."""
    name, password = f"wedsync_test_{secrets.token_hex(4)}", secrets.token_hex(8)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            sql.SQL("create role {} login createrole password {}").format(
                sql.Identifier(name), sql.Literal(password)
            )
        )
        yield name, password
        # make_database drops its databases after this, but what owns one cannot be dropped.
        for (database,) in connection.execute(
            "select datname from pg_database where pg_get_userbyid(datdba) = %s", [name]
        ).fetchall():
            connection.execute(
                sql.SQL("drop database {} with (force)").format(sql.Identifier(database))
            )
        connection.execute(sql.SQL("drop role {}").format(sql.Identifier(name)))


@pytest.mark.parametrize("extensions", [(), ("pg_partman",)], ids=["bare", "with pg_partman"])
def test_the_owner_of_a_database_can_install_without_being_superuser(
    make_database: Callable[..., str], owner: tuple[str, str], extensions: tuple[str, ...]
) -> None:
    name, password = owner
    superuser = make_database(owner=name, extensions=extensions)
    dsn = make_conninfo(superuser, user=name, password=password)
    assert migrate(dsn).applied
    assert migrate(dsn).applied == []
    with psycopg.connect(dsn) as connection:
        status = get_status(connection)
        assert not status.is_superuser
        assert status.pipeline is not None
    uninstall(dsn, is_dry_run=False, report=lambda _: None)


@pytest.mark.parametrize("extensions", [(), ("pg_partman",)], ids=["bare", "with pg_partman"])
@pytest.mark.parametrize("host", ["", HOST_TABLES], ids=["without host", "with host"])
def test_uninstalling_leaves_no_trace(
    make_database: Callable[..., str],
    dump: Callable[[str], str],
    extensions: tuple[str, ...],
    host: str,
) -> None:
    dsn = make_database(extensions=extensions)
    with psycopg.connect(dsn) as connection:
        connection.execute(host or "select 1")
    before = dump(dsn)
    migrate(dsn)
    if host:
        with psycopg.connect(dsn) as connection:
            connection.execute(
                "create trigger watch after insert on public.contracts"
                " execute function analytics.tf_analytics_events_refuse_change()"
            )
    lines: list[str] = []
    uninstall(dsn, is_dry_run=False, report=lines.append)
    assert dump(dsn) == before
    assert any(line.startswith("drop owned by analytics_owner") for line in lines)
    assert migrate(dsn).applied


def test_a_dry_run_lists_the_same_and_does_nothing(
    make_database: Callable[..., str], dump: Callable[[str], str]
) -> None:
    dsn = make_database()
    migrate(dsn)
    before = dump(dsn)
    listed: list[str] = []
    uninstall(dsn, is_dry_run=True, report=listed.append)
    assert dump(dsn) == before
    done: list[str] = []
    uninstall(dsn, is_dry_run=False, report=done.append)
    assert [line for line in done if "role" not in line] == [
        line for line in listed if "role" not in line
    ]


def test_an_installation_that_broke_off_at_once_can_be_uninstalled(
    make_database: Callable[..., str], dump: Callable[[str], str], source: Source
) -> None:
    dsn = make_database()
    before = dump(dsn)
    first = source.read_migrations()[0].path
    first.write_text("select 1 / 0;\n")
    with pytest.raises(MigrationError):
        migrate(dsn, source)
    uninstall(dsn, is_dry_run=False, report=lambda _: None)
    assert dump(dsn) == before


def test_uninstalling_stops_where_somebody_elses_view_rests_on_ours(
    make_database: Callable[..., str], dump: Callable[[str], str]
) -> None:
    dsn = make_database()
    migrate(dsn)
    with psycopg.connect(dsn) as connection:
        connection.execute("create view public.mine as select * from analytics.vendor_profiles")
    before = dump(dsn)
    with pytest.raises(MigrationError, match="nothing was uninstalled"):
        uninstall(dsn, is_dry_run=False, report=lambda _: None)
    assert dump(dsn) == before


def test_every_member_of_the_owner_can_migrate(
    make_database: Callable[..., str], dsn: str, owner: tuple[str, str]
) -> None:
    name, password = owner
    database = make_database()
    migrate(database)
    with psycopg.connect(database) as connection:
        connection.execute(
            sql.SQL("grant analytics_owner, analytics_definer to {}").format(sql.Identifier(name))
        )
        connection.execute("delete from analytics.sql_files where path like 'views/c%'")
    assert migrate(make_conninfo(database, user=name, password=password)).loaded
