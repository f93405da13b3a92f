from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor
from threadpoolctl import threadpool_limits

from app.forecasting.features import MONTHS_MIN, can_describe, describe
from app.forecasting.options import Options
from app.forecasting.series import Series, Values, clamp

ROWS_MIN = 300
ROWS_MAX = 80_000
"""Rows learnt from: more take longer and gain nothing that could be measured."""


class PooledModel(Protocol):
    """One model for all series: it learns how a month deviates from its base, at each distance."""

    def fit(self, features: Values, targets: Values) -> None:
        """Learn; the same rows give the same model."""

    def deviate(self, features: Values) -> Values:
        """The deviation expected for each row."""


class RandomForest:
    """Random forest (Breiman 2001)."""

    def __init__(self, options: Options) -> None:
        self._forest: Any = RandomForestRegressor(
            n_estimators=options.forest.trees,
            min_samples_leaf=options.forest.min_leaf,
            max_features=options.forest.max_features,
            max_samples=options.forest.max_samples,
            n_jobs=2,
            random_state=options.seed,
        )

    def fit(self, features: Values, targets: Values) -> None:
        """Grow the trees, each from its own seed, on two cores."""
        self._forest.fit(features, targets)
        # Starting threads costs more than a few rows.
        self._forest.n_jobs = 1

    def deviate(self, features: Values) -> Values:
        """Mean of the trees."""
        return np.asarray(self._forest.predict(features), dtype=np.float64)


class NeuralNetwork:
    """Three perceptrons of two hidden layers (Rumelhart et al. 1986, Adam), and their median."""

    _limit = 4.0
    """Features count as far as four standard deviations."""

    def __init__(self, options: Options) -> None:
        self._networks: list[Any] = [
            MLPRegressor(
                hidden_layer_sizes=options.network.hidden_layers,
                alpha=options.network.penalty,
                batch_size=256,
                learning_rate_init=options.network.learning_rate,
                max_iter=options.network.rounds,
                random_state=options.seed + number,
            )
            for number in range(3)
        ]
        self._mean: Values = np.zeros(0)
        self._deviation: Values = np.zeros(0)

    def fit(self, features: Values, targets: Values) -> None:
        """Learn for a fixed number of rounds, so that there is always an end."""
        self._mean = features.mean(axis=0)
        self._deviation = features.std(axis=0) + 1e-9
        scaled = self._scale(features)
        for network in self._networks:
            network.batch_size = min(256, len(scaled))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)
                network.fit(scaled, targets)

    def deviate(self, features: Values) -> Values:
        """Median of the three."""
        scaled = self._scale(features)
        return np.asarray(np.median([n.predict(scaled) for n in self._networks], axis=0))

    def _scale(self, features: Values) -> Values:
        scaled = (features - self._mean) / self._deviation
        return np.asarray(np.clip(scaled, -self._limit, self._limit))


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows to learn from."""

    features: Values
    targets: Values


def collect_examples(series: Sequence[Series], horizon: int, options: Options) -> Examples | None:
    """What each series was like in each month of its past, and what came in the months after.

    Where there would be more than ROWS_MAX rows (or those of the options), the months are thinned
    evenly. None where there are fewer than ROWS_MIN, too few to learn from.
    """
    origins = [(item, place) for item in series for place in range(MONTHS_MIN, len(item.values))]
    rows_max = options.rows_max or ROWS_MAX
    # The last origins of a series have fewer months after them than the horizon.
    rows = sum(min(horizon, len(item.values) - place) for item, place in origins)
    if rows > rows_max:
        chosen = np.linspace(0, len(origins) - 1, len(origins) * rows_max // rows).astype(int)
        origins = [origins[place] for place in chosen]
    features: list[Values] = []
    targets: list[Values] = []
    for item, place in origins:
        past = item.cut(len(item.values) - place)
        if not can_describe(past):
            continue
        actual = item.values[place : place + horizon]
        origin = describe(past, horizon, options.features)
        features.append(origin.features[: len(actual)])
        targets.append(origin.to_targets(actual))
    if sum(map(len, targets)) < ROWS_MIN:
        return None
    return Examples(np.vstack(features), np.concatenate(targets))


def fit_model(model: PooledModel, examples: Examples) -> PooledModel:
    """The model, trained on one thread of linear algebra: more would not add up alike."""
    with threadpool_limits(1):
        model.fit(examples.features, examples.targets)
    return model


def forecast_pooled(
    model: PooledModel,
    series: Sequence[Series],
    horizon: int,
    names: Sequence[str],
) -> list[Values | None]:
    """Forecasts of many series at once; None for those that cannot be described."""
    described = [describe(item, horizon, names) if can_describe(item) else None for item in series]
    features = [origin.features for origin in described if origin is not None]
    if not features:
        return [None] * len(described)
    with threadpool_limits(1):
        rows = iter(model.deviate(np.vstack(features)).reshape(-1, horizon))
    return [
        None if origin is None else clamp(origin.to_values(next(rows)), item.values)
        for origin, item in zip(described, series, strict=True)
    ]
