"""The forecasting worker: a process of its own that trains what the database has queued.

It may end at any moment. A job is held by a lease that is renewed while the work goes on, so that
one whose worker was killed is taken again; results are written in one transaction, and by nobody
but the holder of the lease.
"""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import threading
import time
from dataclasses import replace
from types import TracebackType
from typing import Any

import numpy as np
import psycopg

from app.forecasting import artefact, store
from app.forecasting.predict import Forecast
from app.forecasting.recipe import read_options
from app.forecasting.series import Series
from app.forecasting.store import Connection, Job, Recipe, TrainingData
from app.forecasting.time_series import make_methods
from app.forecasting.validate import Trained, summarise_windows, train_and_validate

POLL_S = 2.0
LEASE_S = 60.0
RECONNECT_S = 5.0
MARKET_S = 60.0
"""For so long the series of a market are not read again while the vendor's own are as before."""
_logger = logging.getLogger("wedsync.worker")


class CannotTrainError(Exception):
    """The job cannot be done with the data that there is; its text is for whoever asked for it."""


class StoppedError(Exception):
    """The job is not this worker's any more: cancelled, or lost to another."""


class Lease:
    """Holds a job by renewing its lease, on a connection of its own, until the work is done."""

    def __init__(self, dsn: str, job: Job, lease_s: float) -> None:
        self._connection = store.connect(dsn, "wedsync-worker-lease")
        self._job, self._lease_s = job, lease_s
        self._progress, self._message = 0.0, "reading the series"
        self._lock = threading.Lock()
        self._done = threading.Event()
        self.status = "held"
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Lease:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()
        self._connection.close()

    def report(self, message: str, done: int, total: int) -> None:
        """Say how far the work is; StoppedError where it is to stop."""
        self._progress, self._message = done / total if total else 0.0, message
        self._renew()
        if self.status != "held":
            raise StoppedError(self.status)

    def _keep(self) -> None:
        while not self._done.wait(self._lease_s / 4):
            try:
                self._renew()
            except psycopg.Error:
                # The next report finds out, and so does whoever writes the result.
                _logger.warning("the lease could not be renewed")

    def _renew(self) -> None:
        with self._lock:
            self.status = store.renew(
                self._connection, self._job, self._progress, self._message, self._lease_s
            )


class Worker:
    """Takes jobs one by one; ``stop`` ends it after the one that it is at."""

    def __init__(self, dsn: str, *, lease_s: float = LEASE_S, poll_s: float = POLL_S) -> None:
        self._dsn, self._lease_s, self._poll_s = dsn, lease_s, poll_s
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._stop = threading.Event()
        self._last: tuple[str, Trained] | None = None
        """What the vendors of one market share is loaded once."""
        self._market: tuple[str, float, TrainingData] | None = None
        """Likewise what they are trained on: its key, when it was read, and the series."""

    def stop(self) -> None:
        """Take no further job."""
        self._stop.set()

    def run(self, *, is_once: bool = False) -> int:
        """Do jobs until stopped, or with ``is_once`` until there are none; returns how many."""
        count = 0
        while not self._stop.is_set():
            try:
                with store.connect(self._dsn, "wedsync-worker") as connection:
                    count += self._run_on(connection, is_once=is_once)
                if is_once:
                    break
            except psycopg.OperationalError:
                if is_once:
                    raise
                _logger.warning("the database cannot be reached")
                self._stop.wait(RECONNECT_S)
        return count

    def _run_on(self, connection: Connection, *, is_once: bool) -> int:
        count = 0
        while not self._stop.is_set():
            job = store.claim(connection, self._name, self._lease_s)
            if job is not None:
                self._do(connection, job)
                count += 1
            elif is_once:
                break
            else:
                self._stop.wait(self._poll_s)
        return count

    def _do(self, connection: Connection, job: Job) -> None:
        """Do one job and write what became of it; connections that break are the caller's."""
        began = time.perf_counter()
        state, message, result = "failed", "a mistake of ours; its log says more", None
        try:
            with Lease(self._dsn, job, self._lease_s) as lease:
                result = self._work(connection, job, lease)
            state, message = "succeeded", "done"
        except CannotTrainError as error:
            message = str(error)
        except StoppedError as error:
            state, message = "cancelled", str(error)
        except psycopg.OperationalError:
            raise
        except Exception:
            _logger.exception("a job failed", extra={"fields": {"jobId": job.id}})
        is_lost = (state, message) == ("cancelled", "lost")
        if not is_lost:
            state, is_lost = self._finish(connection, job, state, message, result)
        fields: dict[str, Any] = {
            "jobId": job.id,
            "kind": job.kind,
            "state": "lost" if is_lost else state,
            "seconds": round(time.perf_counter() - began, 3),
        }
        _logger.info("job", extra={"fields": fields})

    def _finish(
        self,
        connection: Connection,
        job: Job,
        state: str,
        message: str,
        result: dict[str, Any] | None,
    ) -> tuple[str, bool]:
        """Write what became of a job: its state, and whether another worker has it.

        A result that the database refuses fails the job, not the worker.
        """
        try:
            return state, not store.finish(connection, job, state, message, result)
        except psycopg.OperationalError:
            raise
        except psycopg.Error:
            _logger.exception("a result was refused", extra={"fields": {"jobId": job.id}})
        message = "the database refused the result; the log of the worker says more"
        return "failed", not store.finish(connection, job, "failed", message)

    def _work(self, connection: Connection, job: Job, lease: Lease) -> dict[str, Any]:
        """The result of a job, as the database takes it."""
        recipe, champion = store.read_recipes(connection, job)
        if job.kind == "evaluate":
            recipe = replace(champion or recipe, horizon=job.request["months"], origins=1)
            return self._evaluate(connection, job, recipe, lease)
        data = self._read(connection, job, recipe)
        trained, key = self._obtain(connection, recipe, data, lease)
        result = self._compose(connection, recipe, data, trained)
        rival: float | None = None
        if champion is not None and not champion.makes_the_same(recipe):
            # On the months of today, as far ahead and as often: other scores would not compare.
            lease.report("measuring the champion", 99, 100)
            champion = replace(champion, horizon=recipe.horizon, origins=recipe.origins)
            their_data = self._read(connection, job, champion)
            theirs, _ = self._obtain(connection, champion, their_data, lease)
            rival = _score(_summarise(theirs, champion, job.vendor_id))
        return result | {"artefactKey": key, "championScore": rival}

    def _read(self, connection: Connection, job: Job, recipe: Recipe) -> TrainingData:
        """The series of the recipe; those of a market are read once for all of its vendors."""
        key, own_hash = store.read_market(connection, job, recipe)
        now = time.monotonic()
        if key is not None and self._market is not None and self._market[0] == key:
            data = self._market[2].for_vendor(job.vendor_id)
            if now - self._market[1] < MARKET_S and data.own_hash == own_hash:
                return data
        data = store.read_training_data(connection, job, recipe)
        if key is not None:
            self._market = (key, now, data)
        return data

    def _obtain(
        self, connection: Connection, recipe: Recipe, data: TrainingData, lease: Lease
    ) -> tuple[Trained, str]:
        """What the recipe makes of the series: from before where nothing has changed, or anew."""
        if data.own is None:
            raise CannotTrainError(f"the vendor has no whole month of {recipe.target} yet")
        options = read_options(
            recipe.model_type, recipe.hyperparameters, recipe.features, recipe.seed
        )
        key = artefact.compose_key(
            data.series, recipe.horizon, recipe.origins, options, recipe.target
        )
        trained = self._recall(connection, key)
        if trained is None:
            began = time.perf_counter()
            trained = train_and_validate(
                data.series,
                make_methods(connection),
                recipe.horizon,
                recipe.origins,
                options,
                lease.report,
            )
            payload = artefact.dump(trained)
            store.store_artefact(
                connection,
                key,
                payload,
                hashlib.sha256(payload).hexdigest(),
                target=recipe.target,
                data_hash=artefact.hash_all(data.series),
                series_count=len(data.series),
                duration_ms=round(1000 * (time.perf_counter() - began), 1),
            )
        self._last = (key, trained)
        return trained, key

    def _recall(self, connection: Connection, key: str) -> Trained | None:
        """What was trained before, where there is such and it can be trusted."""
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        stored = store.read_artefact(connection, key)
        if stored is None:
            return None
        try:
            return artefact.load(*stored)
        except artefact.UntrustedError as error:
            _logger.error("an artefact is not loaded", extra={"fields": {"reason": str(error)}})
            store.forget_artefact(connection, key)
            return None

    def _compose(
        self, connection: Connection, recipe: Recipe, data: TrainingData, trained: Trained
    ) -> dict[str, Any]:
        """The version that a training makes, with the forecasts of the vendor."""
        own = data.own
        assert own is not None
        (forecast,) = trained.forecaster.forecast(
            [own], make_methods(connection), recipe.model_type
        )
        if forecast.type != recipe.model_type:
            raise CannotTrainError(
                f"there are too few months for {recipe.model_type}:"
                f" {len(own.values)} of the vendor, {len(data.series)} vendors"
            )
        backtest = _summarise(trained, recipe, own.id)
        return {
            "recipe": recipe.document,
            "dataHash": data.own_hash,
            "trainedFrom": store.format_day(own.start),
            "trainedUntil": store.format_day(own.end - 1),
            "seriesCount": len(data.series),
            "backtest": backtest,
            "score": _score(backtest),
            "summary": {
                "basis": forecast.basis,
                "notes": list(forecast.notes),
                "featureImportance": trained.importances.get(recipe.model_type),
            },
            "months": _list_months(forecast, own, recipe.limit),
        }

    def _evaluate(
        self, connection: Connection, job: Job, recipe: Recipe, lease: Lease
    ) -> dict[str, Any]:
        """How a training without the last months forecasts them."""
        data = self._read(connection, job, recipe)
        trained, _ = self._obtain(connection, recipe, data, lease)
        figures = _summarise(trained, recipe, job.vendor_id)
        if not figures["origins"]:
            raise CannotTrainError(
                f"too few months are left to learn from once {recipe.horizon} are held out"
            )
        return figures | {"months": recipe.horizon}


def _summarise(trained: Trained, recipe: Recipe, series_id: str) -> dict[str, Any]:
    windows = trained.windows.get(series_id, [])
    return {
        "horizon": recipe.horizon,
        **summarise_windows(windows, recipe.model_type, recipe.limit),
    }


def _score(figures: dict[str, Any]) -> float | None:
    """What decides between versions: the scaled error, else the absolute one."""
    score: float | None = figures["mae"] if figures["mase"] is None else figures["mase"]
    return score


def _list_months(forecast: Forecast, own: Series, limit: float) -> list[dict[str, Any]]:
    """The forecast month by month, as the database takes it."""

    def value(number: float) -> float:
        return round(float(np.clip(number, 0.0, limit)), 6)

    return [
        {
            "month": store.format_day(own.end + place),
            "predicted": value(expected),
            **{
                f"{side}{level * 100:.0f}": value(limits[place])
                for level, interval in forecast.intervals.items()
                for side, limits in zip(("low", "high"), interval, strict=True)
            },
        }
        for place, expected in enumerate(forecast.values)
    ]
