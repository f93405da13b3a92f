"""What Prometheus reads: counts of the requests of all workers, and numbers of the database.

The labels are bounded: routes as rules, methods and statuses of HTTP, names of jobs, views and
doors. Nothing tells of a tenant.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from flask import Flask, Response, current_app, g, request
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from app.ops.health import Health, judge

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
REQUESTS = Counter(
    "wedsync_http_requests", "Requests that were answered.", ["route", "method", "status"]
)
SECONDS = Histogram(
    "wedsync_http_request_seconds",
    "From the request to its answer, without the time in the queue of the server.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10),
)
USAGE_STORED = Gauge(
    "wedsync_usage_stored", "Requests noted by live workers.", multiprocess_mode="livesum"
)
USAGE_DROPPED = Gauge(
    "wedsync_usage_dropped",
    "Requests that live workers could not note.",
    multiprocess_mode="livesum",
)
POOL = Gauge(
    "wedsync_pool_connections",
    "Connections of live workers, and requests that wait for one.",
    ["state"],
    multiprocess_mode="livesum",
)


def init_app(app: Flask) -> None:
    """Count every request."""
    directory = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if directory:
        _forget_dead_workers(Path(directory))
    app.after_request(_count)


def write_measurements(health: Health | None) -> bytes:
    """All of it in the text format; of the database only that it is away, where it is."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    own = CollectorRegistry()
    own.register(_HealthCollector(health))
    _measure_worker()
    return generate_latest(registry) + generate_latest(own)


class _HealthCollector(Collector):
    """The numbers of the database, as they were read for one scrape."""

    def __init__(self, health: Health | None) -> None:
        self._health = health

    def collect(self) -> Iterable[Metric]:
        """The families; only wedsync_database_up where there is no answer."""
        health = self._health
        yield GaugeMetricFamily(
            "wedsync_database_up", "Whether the database answers.", int(health is not None)
        )
        if health is None:
            return
        yield from _backlog(health)
        yield from _by_name(health)


def _backlog(health: Health) -> Iterator[Metric]:
    for name, member, text in (
        ("wedsync_pending_deltas", "pendingDeltas", "Deltas that wait to be folded."),
        ("wedsync_pending_booking_changes", "pendingBookingChanges", "Likewise of bookings."),
        ("wedsync_rejects_open", "openRejects", "Rejected events that nobody has dealt with."),
        ("wedsync_partitions_ahead_seconds", "partitionsAheadS", "How far partitions reach."),
    ):
        yield GaugeMetricFamily(name, text, health[member] or 0)


def _by_name(health: Health) -> Iterator[Metric]:
    """What there is one of per check, job, view or door."""
    ready = GaugeMetricFamily("wedsync_ready", "What readiness depends on.", labels=["check"])
    for check in judge(health):
        ready.add_metric([check.name], int(check.is_ok))
    failed = GaugeMetricFamily("wedsync_job_failed", "Whether it failed last.", labels=["job"])
    late = GaugeMetricFamily("wedsync_job_late_seconds", "For how long it is due.", labels=["job"])
    age = GaugeMetricFamily("wedsync_job_age_seconds", "Since it ended last.", labels=["job"])
    for job in health["jobs"]:
        failed.add_metric([job["name"]], int(bool(job["failed"])))
        late.add_metric([job["name"]], job["lateS"] or 0)
        if job["ageS"] is not None:
            age.add_metric([job["name"]], job["ageS"])
    views = GaugeMetricFamily("wedsync_view_age_seconds", "Since its refresh.", labels=["view"])
    for view in health["views"]:
        views.add_metric([view["name"]], view["ageS"])
    events = GaugeMetricFamily(
        "wedsync_ingest_events_last_hour", "Events that came in.", labels=["door", "verdict"]
    )
    for door in health["doors"]:
        for verdict in ("stored", "duplicate", "rejected"):
            events.add_metric([door["door"], verdict], door[verdict])
    yield from (ready, failed, late, age, views, events)


def _count(answer: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.method in _METHODS else "other"
    REQUESTS.labels(route, method, str(answer.status_code)).inc()
    SECONDS.labels(route).observe(time.perf_counter() - g.started_at)
    return answer


def _measure_worker() -> None:
    """Set the gauges of this worker; the others have set theirs when they were asked last."""
    recorder = current_app.extensions["recorder"]
    USAGE_STORED.set(recorder.stored_count)
    USAGE_DROPPED.set(recorder.dropped_count)
    stats = current_app.extensions["pool"].get_stats()
    for state in ("pool_size", "pool_available"):
        POOL.labels(state.removeprefix("pool_")).set(stats.get(state, 0))
    POOL.labels("requests_waiting").set(current_app.extensions["seats"].waiting_count)


def _forget_dead_workers(directory: Path) -> None:
    """What a worker that has ended said of the moment no longer holds; its counts stay."""
    for path in directory.glob("gauge_live*.db"):
        pid = int(path.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            mark_process_dead(pid, str(directory))  # type: ignore[no-untyped-call]
