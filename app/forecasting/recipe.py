from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.forecasting.options import FEATURES, ForestOptions, NetworkOptions, Options

_MEMBERS = {
    "linear_regression": "linearRegression",
    "random_forest": "randomForest",
    "neural_network": "neuralNetwork",
}


def read_options(
    model_type: str, hyperparameters: Mapping[str, Any], features: Sequence[str], seed: int
) -> Options:
    """Options from a recipe as the database keeps it; what it does not say has its default."""
    by_member = {
        name: hyperparameters if name == model_type else hyperparameters.get(member, {})
        for name, member in _MEMBERS.items()
        if model_type in (name, "ensemble")
    }
    regression = by_member.get("linear_regression", {})
    forest = by_member.get("random_forest", {})
    network = by_member.get("neural_network", {})
    usual = Options()
    rows = [own["rowsMax"] for own in (forest, network) if "rowsMax" in own]
    return Options(
        seed=seed,
        features=_sort(features) if features else FEATURES,
        rows_max=min(rows) if rows else None,
        regression_penalty=regression.get("penalty", usual.regression_penalty),
        forest=ForestOptions(
            trees=forest.get("trees", usual.forest.trees),
            min_leaf=forest.get("minLeaf", usual.forest.min_leaf),
            max_features=forest.get("maxFeatures", usual.forest.max_features),
            max_samples=forest.get("maxSamples", usual.forest.max_samples),
        ),
        network=NetworkOptions(
            hidden_layers=tuple(network.get("hiddenLayers", usual.network.hidden_layers)),
            penalty=network.get("penalty", usual.network.penalty),
            learning_rate=network.get("learningRate", usual.network.learning_rate),
            rounds=network.get("rounds", usual.network.rounds),
        ),
    )


def _sort(features: Sequence[str]) -> tuple[str, ...]:
    """Features in the order in which models were measured, others after them by name."""
    known = [name for name in FEATURES if name in features]
    return (*known, *sorted(set(features) - set(known)))
