"""What monitoring asks of the database, and what of it means that something is wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from app import db
from app.migrate.source import Source

STALLED_S = 15 * 60
"""A job that is late by so much, and by ten times its interval, has nobody who runs it."""
_VIEW_STALE_S = 24 * 3600

Health = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that readiness depends on."""

    name: str
    is_ok: bool
    why: str


def measure_health() -> Health:
    """What analytics_api.measure_health() says; psycopg's errors where it is not there."""
    (text,) = db.call(
        "select analytics_api.measure_health()::text from request", [], claims=None, writes=False
    )
    health: Health = json.loads(text)
    return health


def judge(health: Health) -> list[Check]:
    """Whether each thing is as it must be, and why not."""
    return [
        Check("database", True, "it answers"),
        _judge_migrations(health),
        _judge_partitions(health),
        _judge_jobs(health),
        _judge_views(health),
    ]


@cache
def _released_migrations() -> frozenset[str]:
    """Migrations that this release comes with; none where it was installed without them."""
    return frozenset(migration.id for migration in Source().read_migrations())


def _judge_migrations(health: Health) -> Check:
    missing = sorted(_released_migrations() - set(health["migrations"] or ()))
    if missing:
        return Check("migrations", False, f"pending: {', '.join(missing)}")
    return Check("migrations", True, "nothing is pending")


def _judge_partitions(health: Health) -> Check:
    ahead_s = health["partitionsAheadS"]
    if ahead_s is None or ahead_s <= 0:
        return Check("partitions", False, "there is no partition for events of now")
    return Check("partitions", True, f"there are partitions for {ahead_s // 86400} days more")


def _judge_jobs(health: Health) -> Check:
    stalled = [
        job["name"]
        for job in health["jobs"]
        if job["ageS"] is not None and job["lateS"] > max(STALLED_S, 10 * job["everyS"])
    ]
    if stalled:
        return Check("jobs", False, f"nobody runs them: {', '.join(stalled)}")
    if all(job["ageS"] is None for job in health["jobs"]):
        return Check("jobs", True, "none has run yet")
    return Check("jobs", True, "they run")


def _judge_views(health: Health) -> Check:
    old = [view["name"] for view in health["views"] if view["ageS"] > _VIEW_STALE_S]
    failed = [job["name"] for job in health["jobs"] if job["failed"]]
    if old and "refresh_views" in failed:
        return Check("views", False, f"not refreshed for a day: {', '.join(old)}")
    ages = [view["ageS"] for view in health["views"]]
    return Check(
        "views", True, f"the freshest is {min(ages)} s old" if ages else "none was refreshed yet"
    )
