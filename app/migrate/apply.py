from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from yoyo import read_migrations

from app.migrate.backend import Backend
from app.migrate.errors import MigrationError
from app.migrate.load import load_sql
from app.migrate.plan import Plan, make_plan
from app.migrate.source import Source


@dataclass(slots=True)
class Outcome:
    """What was done, and what the server lacks, a line each."""

    applied: list[str] = field(default_factory=list)
    rolled_back: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def migrate(
    dsn: str, source: Source | None = None, report: Callable[[str], object] = lambda _: None
) -> Outcome:
    """Apply the pending migrations, then load what of ``sql/`` has changed.

    Each migration is a transaction, and so is the load. ``report`` gets a line per thing done.
    Raises MigrationError, and psycopg.OperationalError where there is no connection.
    """
    source = source or Source()
    outcome = Outcome()
    with Backend(dsn) as backend, backend.lock():
        backend.prepare()
        plan = make_plan(backend.connection, source)
        refuse_unfit(plan)
        migrations = {m.id: m for m in read_migrations(str(source.migrations))}
        for file in plan.pending:
            backend.apply_file(migrations[file.id], file)
            outcome.applied.append(file.id)
            report(f"applied {file.id}")
        loaded = load_sql(backend.connection, source)
        outcome.loaded = loaded.paths
        outcome.notices = loaded.notices
    if loaded.paths:
        report(f"loaded {len(loaded.paths)} files of sql/")
    return outcome


def refuse_unfit(plan: Plan) -> None:
    """MigrationError where the database and the files do not belong together."""
    if plan.unknown:
        raise MigrationError(
            f"the database has {plan.unknown[-1]}, which is not here: use the release it is of"
        )
    if plan.edited:
        raise MigrationError(
            f"{plan.edited[0]} was edited after it had been applied:"
            " restore the file and put the change into a new migration"
        )
