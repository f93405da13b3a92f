"""Every way to the newest schema ends in the same schema."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from app.migrate import MigrationError, Outcome, Source, migrate, roll_back


def take_first(source: Source, count: int, root: Path) -> Source:
    """A source of the first so many migrations, with nothing in sql/."""
    part = Source(root / f"first-{count}")
    part.migrations.mkdir(parents=True)
    part.sql.mkdir()
    (part.sql / "manifest.txt").touch()
    for file in source.read_migrations()[:count]:
        for path in (file.path, file.rollback_path):
            if path.exists():
                shutil.copy(path, part.migrations)
    return part


def test_a_second_run_changes_nothing(
    make_database: Callable[..., str], dump: Callable[[str], str]
) -> None:
    dsn = make_database()
    first = migrate(dsn)
    before = dump(dsn)
    second = migrate(dsn)
    assert (len(first.applied), len(first.loaded)) == (
        len(Source().read_migrations()),
        len(Source().read_sql_files()),
    )
    assert (second.applied, second.loaded) == ([], [])
    assert dump(dsn) == before


def test_an_upgraded_database_equals_a_fresh_one(
    make_database: Callable[..., str], dump: Callable[[str], str], tmp_path: Path
) -> None:
    fresh, upgraded = make_database(), make_database()
    migrate(fresh)
    half = len(Source().read_migrations()) // 2
    migrate(upgraded, take_first(Source(), half, tmp_path))
    migrate(upgraded)
    assert dump(upgraded) == dump(fresh)


def test_every_migration_goes_up_down_and_up_again(
    make_database: Callable[..., str], dump: Callable[[str], str], tmp_path: Path
) -> None:
    dsn = make_database()
    for count, file in enumerate(Source().read_migrations(), 1):
        part = take_first(Source(), count, tmp_path)
        before = dump(dsn)
        migrate(dsn, part)
        up = dump(dsn)
        if not file.rollback_path.exists():
            continue
        roll_back(dsn, part, count=1)
        # The first one leaves the roles, and what the bookkeeping needs.
        assert count == 1 or dump(dsn) == before, f"{file.id} is not undone"
        migrate(dsn, part)
        assert dump(dsn) == up, f"{file.id} does not come back"


def test_no_event_slips_past_a_rollup_that_is_not_compiled(
    make_database: Callable[..., str], tmp_path: Path
) -> None:
    dsn = make_database()
    migrate(dsn)
    stub = re.search(
        r"^create (function analytics\.tf_analytics_events_append_deltas.*?^\$\$;)",
        "".join(file.text for file in Source().read_migrations()),
        re.M | re.S,
    )
    assert stub
    with psycopg.connect(dsn) as connection:
        connection.execute(("create or replace " + stub[1]).encode())
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(
                "insert into public.analytics_events (vendor_id, event_type, event_data, kind)"
                " values (gen_random_uuid(), 'page.viewed', '{}', 'user_interaction')"
            )
    assert caught.value.sqlstate == "ZA901"


def test_head_goes_down_to_nothing_and_back(
    make_database: Callable[..., str], dump: Callable[[str], str]
) -> None:
    dsn = make_database()
    migrate(dsn)
    head = dump(dsn)
    outcome = roll_back(dsn, down_to="0")
    assert len(outcome.rolled_back) == len(Source().read_migrations())
    migrate(dsn)
    assert dump(dsn) == head


def test_going_down_stops_at_the_migration_named(make_database: Callable[..., str]) -> None:
    dsn = make_database()
    migrate(dsn)
    ids = [file.id for file in Source().read_migrations()]
    assert roll_back(dsn, down_to=ids[-3]).rolled_back == [ids[-1], ids[-2]]
    assert roll_back(dsn, down_to=ids[-3]).rolled_back == []
    assert migrate(dsn).applied == ids[-2:]


def test_a_migration_without_a_rollback_file_is_not_undone(
    make_database: Callable[..., str], source: Source
) -> None:
    dsn = make_database()
    migrate(dsn, source)
    last = source.read_migrations()[-1]
    last.rollback_path.unlink()
    with pytest.raises(MigrationError, match="no rollback file"):
        roll_back(dsn, source, count=1)
    assert migrate(dsn, source) == migrate(dsn, source)


def test_an_unknown_migration_cannot_be_gone_back_to(make_database: Callable[..., str]) -> None:
    dsn = make_database()
    migrate(dsn)
    with pytest.raises(MigrationError, match="not an applied migration"):
        roll_back(dsn, down_to="9999")


def test_two_runs_at_once_make_one_installation(make_database: Callable[..., str]) -> None:
    dsn = make_database()
    outcomes: list[Outcome] = []
    threads = [threading.Thread(target=lambda: outcomes.append(migrate(dsn))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(outcome.applied) for outcome in outcomes) == [
        0,
        len(Source().read_migrations()),
    ]


def test_a_failing_migration_leaves_nothing_behind(
    make_database: Callable[..., str], dump: Callable[[str], str], source: Source
) -> None:
    dsn = make_database()
    migrate(dsn, source)
    before = dump(dsn)
    broken = source.migrations / "9999-break.sql"
    broken.write_text("create table analytics.half (id integer);\nselect 1 / 0;\n")
    with pytest.raises(MigrationError, match="9999-break was not applied: division by zero"):
        migrate(dsn, source)
    assert dump(dsn) == before
    broken.write_text("create table analytics.half (id integer);\n")
    assert migrate(dsn, source).applied == ["9999-break"]


def test_a_migration_without_a_transaction_is_applied(
    make_database: Callable[..., str], source: Source
) -> None:
    dsn = make_database()
    (source.migrations / "9999-index.sql").write_text(
        "-- transactional: false\n"
        "create index concurrently jobs_every_idx on analytics.jobs (every);\n"
    )
    assert migrate(dsn, source).applied[-1] == "9999-index"
    assert migrate(dsn, source).applied == []


def test_an_edited_migration_is_noticed(make_database: Callable[..., str], source: Source) -> None:
    dsn = make_database()
    migrate(dsn, source)
    file = source.read_migrations()[2]
    file.path.write_text(file.text + "-- edited\n")
    with pytest.raises(MigrationError, match=f"{file.id} was edited after it had been applied"):
        migrate(dsn, source)


def test_a_database_of_a_newer_release_is_refused(
    make_database: Callable[..., str], source: Source
) -> None:
    dsn = make_database()
    migrate(dsn, source)
    source.read_migrations()[-1].path.unlink()
    with pytest.raises(MigrationError, match="use the release it is of"):
        migrate(dsn, source)


def test_the_lock_is_free_once_its_holder_is_gone(
    make_database: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dsn = make_database()
    with psycopg.connect(dsn) as holder:
        holder.execute("select pg_advisory_lock(hashtextextended('wedsync migrate', 0))")
        monkeypatch.setattr("app.migrate.backend.LOCK_TIMEOUT_S", 0.2)
        with pytest.raises(MigrationError, match="another migration"):
            migrate(dsn)
    assert migrate(dsn).applied
