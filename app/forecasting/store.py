"""What the worker reads and writes: functions of the database, called as the tables' owner."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import psycopg
from psycopg.rows import dict_row

from app.forecasting.series import SEASON, Series, Values, parse_month

Connection = psycopg.Connection[Any]
STARS_MAX = 5.0


@dataclass(frozen=True, slots=True)
class Job:
    """A job that this worker has claimed."""

    id: str
    vendor_id: str
    model_id: str
    kind: str
    request: dict[str, Any]
    attempt: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is to be trained."""

    model_type: str
    target: str
    features: tuple[str, ...]
    hyperparameters: dict[str, Any]
    horizon: int
    origins: int
    seed: int
    document: dict[str, Any]
    """All of it, as versions keep it."""

    def makes_the_same(self, other: Recipe) -> bool:
        """Whether both differ at most in how they are measured."""
        ours, theirs = ({**each.document, "validation": None} for each in (self, other))
        return ours == theirs

    @property
    def limit(self) -> float:
        """The largest value that the target can have."""
        return STARS_MAX if self.target == "satisfaction" else float("inf")


@dataclass(frozen=True, slots=True)
class TrainingData:
    """All series that a model is trained on; the vendor's own among them, where it has one."""

    series: list[Series]
    hashes: dict[str, str]
    """Of each series, by its id, as the database makes them."""
    own: Series | None
    own_hash: str | None

    def for_vendor(self, vendor_id: str) -> TrainingData:
        """The same series, of which another is the own one."""
        own = next((item for item in self.series if item.id == vendor_id), None)
        return replace(self, own=own, own_hash=self.hashes.get(vendor_id))


def connect(dsn: str, name: str) -> Connection:
    """A connection in autocommit mode that acts as the owner of the tables."""
    connection = psycopg.connect(dsn, autocommit=True, application_name=name)
    connection.execute("set role analytics_owner")
    connection.execute("select set_config('search_path', '', false)")
    return connection


def claim(connection: Connection, worker: str, lease_s: float) -> Job | None:
    """The next job, which is this worker's for as long as the lease; None where there is none."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(
            "select * from analytics.claim_training_job(%s, make_interval(secs => %s))",
            [worker, lease_s],
        ).fetchone()
    if row is None:
        return None
    return Job(
        id=str(row["id"]),
        vendor_id=str(row["vendor_id"]),
        model_id=str(row["model_id"]),
        kind=row["kind"],
        request=row["request"],
        attempt=row["attempt_count"],
    )


def renew(connection: Connection, job: Job, progress: float, message: str, lease_s: float) -> str:
    """Keep the job, and say how far it is: held, cancelled or lost."""
    row = connection.execute(
        "select analytics.renew_training_lease(analytics.training_job(%s, %s, %s), %s::numeric, %s,"
        " make_interval(secs => %s))",
        [job.vendor_id, job.id, job.attempt, progress, message, lease_s],
    ).fetchone()
    assert row is not None
    return str(row[0])


def finish(
    connection: Connection,
    job: Job,
    state: str,
    message: str,
    result: dict[str, Any] | None = None,
) -> bool:
    """End the job; False where another worker has it, and nothing was written."""
    row = connection.execute(
        "select analytics.finish_training_job(analytics.training_job(%s, %s, %s), %s, %s,"
        " %s::jsonb)",
        [
            *(job.vendor_id, job.id, job.attempt, state, message),
            None if result is None else json.dumps(result),
        ],
    ).fetchone()
    assert row is not None
    return bool(row[0])


def read_recipes(connection: Connection, job: Job) -> tuple[Recipe, Recipe | None]:
    """The recipe of the model, and that of its champion where it has one."""
    row = connection.execute(
        "select analytics.compose_recipe(m), (select v.recipe"
        " from analytics.forecast_model_versions as v where v.vendor_id = m.vendor_id"
        " and v.model_id = m.id and v.state = 'champion')"
        " from analytics.forecast_models as m where m.vendor_id = %s and m.id = %s",
        [job.vendor_id, job.model_id],
    ).fetchone()
    assert row is not None
    return _read_recipe(row[0]), None if row[1] is None else _read_recipe(row[1])


def read_market(connection: Connection, job: Job, recipe: Recipe) -> tuple[str | None, str | None]:
    """What names the series that the recipe lets in, null for its own; and the own one's hash."""
    row = connection.execute(
        "select analytics.market_key(m), analytics.hash_series(s.start_on, s.month_values)"
        " from analytics.recall_model(%s, %s, %s) as m"
        " cross join lateral analytics.read_model_series(m, clock_timestamp()) as s",
        [json.dumps(recipe.document), job.vendor_id, job.model_id],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def read_training_data(connection: Connection, job: Job, recipe: Recipe) -> TrainingData:
    """The series that the recipe lets in, by vendor."""
    model = [json.dumps(recipe.document), job.vendor_id, job.model_id]
    rows = connection.execute(
        "select s.series_id, s.start_on::text, s.month_values,"
        " analytics.hash_series(s.start_on, s.month_values)"
        " from analytics.recall_model(%s, %s, %s) as m"
        " cross join lateral analytics.list_training_series(m, clock_timestamp()) as s",
        model,
    ).fetchall()
    series = [
        Series(
            name,
            parse_month(start),
            np.array(values, dtype=np.float64),
            may_be_count=recipe.target in ("bookings", "weddings"),
        )
        for name, start, values, _ in rows
    ]
    extras = connection.execute(
        "select f.feature_name, f.lag_months, f.series_id, f.start_on::text, f.month_values"
        " from analytics.recall_model(%s, %s, %s) as m"
        " cross join lateral analytics.list_feature_series(m, %s::uuid[], clock_timestamp()) as f",
        [*model, [item.id for item in series]],
    ).fetchall()
    found: dict[str, dict[str, Values]] = {}
    starts = {item.id: item for item in series}
    for name, lag, series_id, start, values in extras:
        if (item := starts.get(series_id)) is not None:
            own = found.setdefault(series_id, {})
            own[name] = align(np.array(values, dtype=np.float64), parse_month(start), lag, item)
    series = [replace(item, extras=found.get(item.id, {})) for item in series]
    hashes = {name: own_hash for name, *_, own_hash in rows}
    return TrainingData(series, hashes, None, None).for_vendor(job.vendor_id)


def align(values: Values, start: int, lag: int, series: Series) -> Values:
    """Other figures month by month beside a series: at the end of each month, what is known then.

    With a lag of 1 that is the month itself, with a longer one a month before it; 0 where there is
    none. A lag below 1 would know the future, and is a ValueError.
    """
    if lag < 1:
        raise ValueError("a feature with a lag below a month would know the future")
    places = np.arange(series.start, series.end) - (lag - 1) - start
    is_known = (places >= 0) & (places < len(values))
    return np.where(is_known, values[np.clip(places, 0, len(values) - 1)], 0.0)


def read_artefact(connection: Connection, key: str) -> tuple[bytes, str] | None:
    """Payload and checksum of what was trained before; None where nothing was."""
    return connection.execute(
        "select a.payload, a.sha256 from analytics.forecast_artefacts as a"
        " where a.artefact_key = %s",
        [key],
    ).fetchone()


def store_artefact(
    connection: Connection, key: str, payload: bytes, sha256: str, **about: Any
) -> None:
    """Keep what was trained: with target, data_hash, series_count and duration_ms."""
    connection.execute(
        "select analytics.store_artefact(row(%s, %s, %s, %s, %s, %s, %s,"
        " null)::analytics.forecast_artefacts)",
        [
            *(key, about["target"], payload, sha256),
            *(about["data_hash"], about["series_count"], about["duration_ms"]),
        ],
    )


def forget_artefact(connection: Connection, key: str) -> None:
    """Forget an artefact that cannot be loaded, so that it is made anew."""
    connection.execute("delete from analytics.forecast_artefacts where artefact_key = %s", [key])


def format_day(month: int) -> str:
    """The first day of a month."""
    return f"{month // SEASON:04d}-{month % SEASON + 1:02d}-01"


def _read_recipe(document: dict[str, Any]) -> Recipe:
    columns = document["trainingData"].get("columns", ())
    return Recipe(
        model_type=document["modelType"],
        target=document["target"],
        features=(*document["features"], *(column["name"] for column in columns)),
        hyperparameters=document["hyperparameters"],
        horizon=document["validation"]["horizon"],
        origins=document["validation"]["origins"],
        seed=document["seed"],
        document=document,
    )
