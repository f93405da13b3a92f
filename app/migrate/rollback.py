from __future__ import annotations

from collections.abc import Callable

from yoyo import read_migrations

from app.migrate.apply import Outcome, refuse_unfit
from app.migrate.backend import Backend
from app.migrate.errors import MigrationError
from app.migrate.load import run_script
from app.migrate.plan import Plan, make_plan
from app.migrate.source import MigrationFile, Source


def roll_back(
    dsn: str,
    source: Source | None = None,
    *,
    count: int | None = None,
    down_to: str | None = None,
    report: Callable[[str], object] = lambda _: None,
) -> Outcome:
    """Undo the last ``count`` migrations, or those after the migration ``down_to``.

    What of ``sql/`` the database holds is dropped first, because it rests on the newest tables;
    the release that one goes back to loads its own. A migration without a rollback file is refused
    before anything is done.
    """
    source = source or Source()
    outcome = Outcome()
    with Backend(dsn) as backend, backend.lock():
        backend.prepare()
        plan = make_plan(backend.connection, source)
        refuse_unfit(plan)
        files = _choose(plan, count, down_to)
        for file in files:
            if not file.rollback_path.exists():
                raise MigrationError(f"{file.id} cannot be undone: it has no rollback file")
        if not files:
            return outcome
        with backend.connection.transaction():
            run_script(backend.connection, "unload")
        report("dropped what was loaded of sql/")
        migrations = {m.id: m for m in read_migrations(str(source.migrations))}
        for file in files:
            backend.roll_back_file(migrations[file.id], file)
            outcome.rolled_back.append(file.id)
            report(f"rolled back {file.id}")
    return outcome


def _choose(plan: Plan, count: int | None, down_to: str | None) -> list[MigrationFile]:
    """The migrations to undo, the last one first."""
    if down_to is None:
        return plan.applied[::-1][: count or 0]
    matches = [file for file in plan.applied if down_to in (file.id, file.id.partition("-")[0])]
    if not matches and down_to not in ("0", "0000"):
        raise MigrationError(f"{down_to} is not an applied migration")
    return [file for file in plan.applied[::-1] if not matches or file.id > matches[0].id]
