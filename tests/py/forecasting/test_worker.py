"""The worker trains what is queued: once, also when it is killed, and with the same numbers."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest

from app.forecasting import artefact, store
from app.forecasting.worker import Lease, StoppedError, Worker

SHAPE = np.array([2, 4, 6, 8, 12, 20, 22, 18, 14, 8, 4, 2])
MONTHS = 48
SMALL = {"trees": 5, "rowsMax": 1_000}
Database = psycopg.Connection[Any]
Train = Callable[..., dict[str, Any]]


@pytest.fixture
def database(dsn: str) -> Iterator[Database]:
    """A connection that commits; jobs and artefacts are gone afterwards."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("delete from analytics.forecast_training_jobs")
        yield connection
        connection.execute("delete from analytics.forecast_training_jobs")
        connection.execute("delete from analytics.forecast_artefacts")


@pytest.fixture
def vendors(database: Database) -> Iterator[list[str]]:
    """Eight vendors with four years, the last of which has opted out."""
    made = sorted(str(uuid.uuid4()) for _ in range(8))
    database.execute("select analytics_api.register_vendors(%s::uuid[])", [made])
    for number, vendor_id in enumerate(made):
        random = np.random.default_rng(number)
        values = random.poisson(np.tile(SHAPE, MONTHS // 12) * (number + 1)).tolist()
        add_months(database, vendor_id, "bookings", values)
    # A market of their own, whatever else is in this database.
    database.execute(
        "update analytics.vendor_settings set vendor_type = %s where vendor_id = any(%s::uuid[])",
        [made[0], made],
    )
    database.execute(
        "update analytics.vendor_settings set opt_outs = '{pooled_models}' where vendor_id = %s",
        [made[-1]],
    )
    yield made
    database.execute("delete from public.user_profiles where id = any(%s::uuid[])", [made])


def add_months(database: Database, vendor_id: str, metric: str, values: list[float]) -> None:
    """Months up to the last, as the fold would have written them."""
    database.execute(
        "insert into public.analytics_metrics (vendor_id, metric_name, metric_value, metric_type,"
        " time_period, aggregation_level, data_points)"
        " select %s, %s, v.value, 'count', (date_trunc('month', now() at time zone 'UTC')"
        " - make_interval(months => cardinality(%s::float8[]) - v.place::int + 1))"
        " at time zone 'UTC', 'monthly', 1"
        " from unnest(%s::float8[]) with ordinality as v (value, place)",
        [vendor_id, metric, values, values],
    )


@pytest.fixture
def train(database: Database) -> Train:
    """Queue the training of a model; small, so that tests take seconds."""

    def train(vendor_id: str, **members: Any) -> dict[str, Any]:
        request = {
            "vendorId": vendor_id,
            "modelType": "random_forest",
            "target": "bookings",
            "hyperparameters": SMALL,
            "validationStrategy": {"origins": 1, "horizon": 6},
            "trainingData": {"filter": {"market": "same_type"}},
        } | members
        row = database.execute(
            "select analytics_api.train_model(%s::jsonb)", [json.dumps(request)]
        ).fetchone()
        assert row is not None
        return dict(row[0])

    return train


def get_job(database: Database, job: dict[str, Any]) -> dict[str, Any]:
    row = database.execute(
        "select analytics_api.get_training_job(%s, %s)", [job["modelId"], job["id"]]
    ).fetchone()
    assert row is not None
    return dict(row[0])


def get_model(database: Database, job: dict[str, Any]) -> dict[str, Any]:
    row = database.execute("select analytics_api.get_model(%s)", [job["modelId"]]).fetchone()
    assert row is not None
    return dict(row[0])


def predict(database: Database, job: dict[str, Any]) -> dict[str, Any]:
    row = database.execute("select analytics_api.predict_model(%s)", [job["modelId"]]).fetchone()
    assert row is not None
    return dict(row[0])


def wait_for(database: Database, job: dict[str, Any], *states: str, seconds: float = 60) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        state = str(get_job(database, job)["state"])
        if state in states:
            return state
        time.sleep(0.05)
    raise AssertionError(f"the job is {get_job(database, job)}")


@pytest.fixture
def start_worker(dsn: str) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a worker as a process of its own; ended after the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "wedsync", "forecast", "worker", *arguments],
            env=os.environ | {"DATABASE_URL": dsn},
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def run(dsn: str) -> int:
    """Do what is queued, in this process."""
    return Worker(dsn, lease_s=10).run(is_once=True)


def test_a_training_makes_a_version_with_forecasts(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    job = train(vendors[0])
    assert run(dsn) == 1
    done = get_job(database, job)
    assert (done["state"], done["progress"], done["version"]) == ("succeeded", 1, 1), done
    (version,) = get_model(database, job)["versions"]
    assert version["state"] == "champion"
    assert version["seriesCount"] == 7
    assert version["backtest"]["origins"] == 1
    assert sum(version["featureImportance"].values()) == pytest.approx(1, abs=0.01)
    answer = predict(database, job)
    assert len(answer["predictions"]) == 6
    assert all(m["interval95"][0] <= m["value"] for m in answer["predictions"])


def test_vendors_of_one_market_share_what_is_trained(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    jobs = [train(vendor_id) for vendor_id in vendors[:3]]
    assert run(dsn) == 3
    assert {get_job(database, job)["state"] for job in jobs} == {"succeeded"}
    row = database.execute(
        "select count(*), max(series_count) from analytics.forecast_artefacts"
    ).fetchone()
    assert row == (1, 7)
    values = {predict(database, job)["predictions"][0]["value"] for job in jobs}
    assert len(values) == 3


def test_a_month_that_changes_is_noticed_at_once(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    worker = Worker(dsn, lease_s=10)
    members = {"modelType": "linear_regression", "hyperparameters": {}}
    before = train(vendors[0], **members)
    worker.run(is_once=True)
    database.execute(
        "update public.analytics_metrics set metric_value = metric_value + 50 where vendor_id = %s",
        [vendors[0]],
    )
    after, other = train(vendors[0], **members), train(vendors[1], **members)
    worker.run(is_once=True)
    hashes = {get_model(database, job)["versions"][0]["dataHash"] for job in (before, after, other)}
    assert len(hashes) == 3


def test_whoever_opts_out_neither_gives_nor_takes(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    job = train(vendors[-1], modelType="linear_regression", hyperparameters={})
    run(dsn)
    assert get_model(database, job)["versions"][0]["seriesCount"] == 1


def test_the_same_data_and_seed_give_the_same_numbers(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    first = train(vendors[0], modelType="ensemble", hyperparameters={"randomForest": SMALL})
    run(dsn)
    database.execute("delete from analytics.forecast_artefacts")
    second = train(vendors[0], modelType="ensemble", hyperparameters={"randomForest": SMALL})
    other = train(vendors[0], modelType="ensemble", hyperparameters={"randomForest": SMALL}, seed=1)
    run(dsn)
    assert predict(database, first)["predictions"] == predict(database, second)["predictions"]
    assert predict(database, first)["predictions"] != predict(database, other)["predictions"]
    hashes = [get_model(database, job)["versions"][0]["dataHash"] for job in (first, second)]
    assert hashes[0] == hashes[1]


def test_a_worker_that_is_killed_loses_nothing(
    database: Database,
    vendors: list[str],
    train: Train,
    start_worker: Callable[..., subprocess.Popen[bytes]],
) -> None:
    job = train(
        vendors[0],
        hyperparameters={"trees": 100, "rowsMax": 2_000},
    )
    first = start_worker("--lease-seconds", "1", "--poll-seconds", "0.1")
    wait_for(database, job, "running")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert get_job(database, job)["state"] == "running"
    start_worker("--lease-seconds", "5", "--poll-seconds", "0.1")
    assert wait_for(database, job, "succeeded", "failed") == "succeeded"
    assert get_job(database, job)["attempts"] == 2
    assert [version["version"] for version in get_model(database, job)["versions"]] == [1]


def test_a_running_job_is_cancelled_and_the_worker_drains(
    database: Database,
    vendors: list[str],
    train: Train,
    start_worker: Callable[..., subprocess.Popen[bytes]],
) -> None:
    job = train(
        vendors[0],
        hyperparameters={"trees": 100, "rowsMax": 2_000},
    )
    worker = start_worker("--lease-seconds", "2", "--poll-seconds", "0.1")
    wait_for(database, job, "running")
    database.execute(
        "select analytics_api.cancel_training_job(%s, %s)", [job["modelId"], job["id"]]
    )
    assert wait_for(database, job, "cancelled", "succeeded") == "cancelled"
    assert get_model(database, job)["versions"] == []
    following = train(vendors[0], modelType="linear_regression", hyperparameters={})
    wait_for(database, following, "running", "succeeded")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0
    assert get_job(database, following)["state"] == "succeeded"


def test_a_job_that_was_lost_is_left_alone(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    job = train(vendors[0])
    with store.connect(dsn, "test") as connection:
        claimed = store.claim(connection, "first", 0.01)
        assert claimed is not None
        time.sleep(0.05)
        assert store.claim(connection, "second", 60) is not None
        with Lease(dsn, claimed, 1) as lease, pytest.raises(StoppedError, match="lost"):
            lease.report("late", 1, 2)
        assert not store.finish(connection, claimed, "failed", "late")
    assert get_job(database, job)["state"] == "running"


def test_too_few_months_fail_with_a_reason(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    filter_ = {"filter": {"market": "own"}}
    job = train(vendors[0], trainingData=filter_)
    far = train(vendors[1], trainingData={"filter": {"market": "own", "from": "2090-01"}})
    run(dsn)
    assert get_job(database, job)["state"] == "failed"
    assert "too few months for random_forest" in get_job(database, job)["message"]
    assert "no whole month" in get_job(database, far)["message"], get_job(database, far)
    with pytest.raises(psycopg.Error) as refusal:
        predict(database, job)
    assert refusal.value.sqlstate == "ZA330"


def test_a_mistake_of_ours_fails_the_job_and_not_the_worker(
    dsn: str, database: Database, vendors: list[str], train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    job, following = train(vendors[0]), train(vendors[1])
    with monkeypatch.context() as patch:
        patch.setattr("app.forecasting.store.read_training_data", fail)
        assert run(dsn) == 2
    assert "a mistake of ours" in get_job(database, job)["message"]
    assert get_job(database, following)["state"] == "failed"


def test_a_result_that_the_database_refuses_fails_the_job_and_not_the_worker(
    dsn: str, database: Database, vendors: list[str], train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = Worker._compose

    def make_nonsense(self: Worker, *arguments: Any) -> dict[str, Any]:
        return compose(self, *arguments) | {"trainedFrom": "the day before yesterday"}

    job, following = train(vendors[0]), train(vendors[1])
    with monkeypatch.context() as patch:
        patch.setattr("app.forecasting.worker.Worker._compose", make_nonsense)
        assert run(dsn) == 2
    failed = get_job(database, job)
    assert (failed["state"], get_job(database, following)["state"]) == ("failed", "failed")
    assert "refused the result" in failed["message"]
    assert get_model(database, job)["versions"] == []


def test_a_champion_is_measured_as_far_ahead_as_whoever_challenges_it(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    job = train(vendors[2], modelType="linear_regression", hyperparameters={"penalty": 1})
    run(dsn)
    changes = {"hyperparameters": {"penalty": 2}, "validationStrategy": {"horizon": 12}}
    for change in (changes, {"validationStrategy": {"horizon": 6}}):
        database.execute(
            "select analytics_api.update_model(%s, %s)", [job["modelId"], json.dumps(change)]
        )
        run(dsn)
    short, _, first = get_model(database, job)["decisions"]
    assert first["decision"] == "promoted"
    # The challenger may have won or not; it was not held against a score over six months.
    model = get_model(database, job)
    scores = {version["version"]: version["score"] for version in model["versions"]}
    compared = next(d for d in model["decisions"] if d["figures"].get("challenger") == 2)
    assert compared["figures"]["championScore"] != pytest.approx(scores[1])
    assert compared["figures"]["championScore"] == pytest.approx(scores[2], rel=0.1)
    assert short["reason"] == "the same recipe, with the data of today"


def test_a_challenger_that_does_worse_does_not_answer(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    job = train(vendors[4], modelType="linear_regression", hyperparameters={"penalty": 1})
    run(dsn)
    before = predict(database, job)
    row = database.execute(
        "select analytics_api.update_model(%s, %s)",
        [job["modelId"], json.dumps({"hyperparameters": {"penalty": 1000}})],
    ).fetchone()
    assert row is not None
    run(dsn)
    model = get_model(database, job)
    assert [version["state"] for version in model["versions"]] == ["challenger", "champion"]
    decision = model["decisions"][0]
    assert decision["decision"] == "kept"
    assert decision["figures"]["challengerScore"] > decision["figures"]["championScore"]
    assert model["hyperparameters"] == {"penalty": 1}
    assert predict(database, job)["predictions"] == before["predictions"]


def test_the_last_months_are_held_out(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    job = train(vendors[0], modelType="linear_regression", hyperparameters={})
    run(dsn)

    def evaluate(months: int) -> dict[str, Any]:
        row = database.execute(
            "select analytics_api.evaluate_model(%s, %s)",
            [job["modelId"], json.dumps({"holdoutMonths": months})],
        ).fetchone()
        assert row is not None
        return dict(row[0]["job"])

    asked = evaluate(4)
    run(dsn)
    assert get_job(database, asked)["state"] == "succeeded"
    row = database.execute("select analytics_api.list_evaluations(%s)", [job["modelId"]]).fetchone()
    assert row is not None
    (evaluation,) = row[0]["evaluations"]
    assert evaluation["figures"]["months"] == 4
    assert 0 < evaluation["figures"]["mase"] < 3
    database.execute(
        "delete from public.analytics_metrics where vendor_id = %s and time_period"
        " < now() - interval '20 months'",
        [vendors[0]],
    )
    short = evaluate(12)
    run(dsn)
    assert "too few months are left" in get_job(database, short)["message"]


def test_models_look_at_other_metrics_and_at_columns(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    for vendor_id in vendors:
        add_months(database, vendor_id, "inquiries", [float(n % 7) for n in range(30)])
    features = ["month", "usual_share", "inquiries_growth"]
    job = train(vendors[0], features=features)
    run(dsn)
    (version,) = get_model(database, job)["versions"]
    assert set(version["featureImportance"]) == set(features)
    months = [
        {"month": f"{2020 + n // 12}-{n % 12 + 1:02d}", "value": float(SHAPE[n % 12] * 3 + n % 5)}
        for n in range(60)
    ]
    column = {
        "name": "ads",
        "lagMonths": 2,
        "availableAfterMonths": 1,
        "values": [float(n * n % 11) for n in range(60)],
    }
    sent = train(
        vendors[0],
        trainingData={"series": months, "columns": [column]},
        validationStrategy={"origins": 1, "horizon": 12},
    )
    run(dsn)
    (version,) = get_model(database, sent)["versions"]
    assert "ads" in version["featureImportance"]
    assert predict(database, sent)["predictions"][0]["month"] == "2025-01"


def test_weddings_are_forecast_by_the_month_in_which_they_are_held(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    database.execute(
        "insert into analytics.booking_facts (vendor_id, booking_id, status, booked_at, wedding_on,"
        " value, currency, change_count)"
        " select %s, gen_random_uuid(), 'confirmed', w.on_day - 40, w.on_day, 1000, 'EUR', 1"
        " from generate_series(0, %s) as m cross join generate_series(1, 1 + m %% 12) as n"
        " cross join lateral (select (date_trunc('month', now()) - (m - 2) * interval '1 month')"
        "::date + 9 as on_day) as w",
        [vendors[5], MONTHS],
    )
    job = train(
        vendors[5],
        target="weddings",
        modelType="linear_regression",
        hyperparameters={},
        trainingData={"filter": {"market": "own"}},
        validationStrategy={"origins": 2, "horizon": 12},
    )
    assert run(dsn) == 1
    forecast = predict(database, job)
    assert (forecast["dateBasis"], len(forecast["predictions"])) == ("wedding", 12)
    row = database.execute(
        "select analytics_api.forecast_bookings(jsonb_build_object('vendorId', %s::text))"
        " #> '{data,model}'",
        [vendors[5]],
    ).fetchone()
    assert row is not None
    assert (row[0]["modelId"], row[0]["origins"]) == (job["modelId"], 2)
    assert row[0]["reason"] == (
        None if row[0]["isUsed"] else "past forecasts were not better with it"
    )


def test_stars_are_at_most_five(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    add_months(database, vendors[0], "satisfaction", [5.0, 4.0, 5.0, 5.0] * 12)
    job = train(
        vendors[0],
        target="satisfaction",
        modelType="linear_regression",
        hyperparameters={},
        trainingData={"filter": {"market": "own"}},
    )
    run(dsn)
    answer = predict(database, job)
    assert max(month["interval95"][1] for month in answer["predictions"]) <= 5
    assert answer["ceiling"] is None


def test_another_currency_than_the_vendors_own_is_forecast(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    for vendor_id in vendors[:3]:
        add_months(database, vendor_id, "revenue", [100.0 + n % 12 for n in range(36)])
    database.execute(
        "update public.analytics_metrics set currency = 'USD' where vendor_id = %s"
        " and metric_name = 'revenue'",
        [vendors[0]],
    )
    members = {"target": "revenue", "modelType": "linear_regression", "hyperparameters": {}}
    own = train(vendors[1], **members)
    usd = train(vendors[0], **members, currency="USD")
    run(dsn)
    assert get_job(database, own)["state"] == "succeeded", get_job(database, own)
    assert predict(database, usd)["currency"] == "USD"
    assert 90 < predict(database, usd)["predictions"][0]["value"] < 120
    assert 90 < predict(database, own)["predictions"][0]["value"] < 120


def test_no_feature_is_read_before_its_month_is_over() -> None:
    series = store.Series("a", 100, np.arange(5.0))
    values = np.array([7.0, 8.0, 9.0])
    assert store.align(values, 102, 1, series).tolist() == [0, 0, 7, 8, 9]
    assert store.align(values, 102, 3, series).tolist() == [0, 0, 0, 0, 7]
    with pytest.raises(ValueError, match="future"):
        store.align(values, 102, 0, series)


def test_an_artefact_that_is_not_ours_is_not_loaded(
    dsn: str, database: Database, vendors: list[str], train: Train
) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.system, ("false",)

    payload = zlib.compress(pickle.dumps(Evil()))
    with pytest.raises(artefact.UntrustedError, match="system"):
        artefact.load(payload, sha256(payload).hexdigest())
    with pytest.raises(artefact.UntrustedError, match="checksum"):
        artefact.load(payload, "")
    plain = zlib.compress(pickle.dumps([1]))
    with pytest.raises(artefact.UntrustedError, match="something else"):
        artefact.load(plain, sha256(plain).hexdigest())
    first = train(vendors[0])
    run(dsn)
    database.execute("update analytics.forecast_artefacts set payload = %s", [payload])
    second = train(vendors[0])
    run(dsn)
    assert get_job(database, second)["state"] == "succeeded"
    assert predict(database, first)["predictions"] == predict(database, second)["predictions"]


def test_what_was_stored_is_loaded_again(
    dsn: str, database: Database, vendors: list[str], train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("it is trained anew")

    first = train(vendors[0], modelType="ensemble", hyperparameters={"randomForest": SMALL})
    run(dsn)
    row = database.execute("select payload, sha256 from analytics.forecast_artefacts").fetchone()
    assert row is not None
    assert vendors[0] in artefact.load(*row).windows
    second = train(vendors[0], modelType="ensemble", hyperparameters={"randomForest": SMALL})
    with monkeypatch.context() as patch:
        patch.setattr("app.forecasting.worker.train_and_validate", fail)
        run(dsn)
    assert get_job(database, second)["state"] == "succeeded"
    assert predict(database, first)["predictions"] == predict(database, second)["predictions"]
