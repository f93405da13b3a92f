from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from threadpoolctl import threadpool_limits

from app.forecasting.engine import Models
from app.forecasting.pooled import Examples, PooledModel, collect_examples
from app.forecasting.series import Series

ROWS = 1_000
"""As many as tell important features from others."""


def explain(models: Models, series: Sequence[Series]) -> dict[str, dict[str, float]]:
    """How much each feature counts in the pooled models, by type: shares that add up to 1.

    By permutation (Breiman 2001): by how much forecasts are further off when the values of a
    feature are shuffled. The ensemble has the mean of its members that look at features.
    """
    options = models.options
    examples = collect_examples(series, models.horizon, replace(options, rows_max=ROWS))
    if examples is None or not models.pooled:
        return {}
    shares = {
        name: _permute(model, examples, options.seed) for name, model in models.pooled.items()
    }
    shares["ensemble"] = np.mean(list(shares.values()), axis=0)
    return {
        name: {
            feature: round(float(share), 4)
            for feature, share in zip(options.features, own, strict=True)
        }
        for name, own in shares.items()
    }


def _permute(model: PooledModel, examples: Examples, seed: int) -> np.ndarray:
    """The share of each feature in what the model knows; all alike where it knows nothing."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(examples.targets))
    harm = np.zeros(examples.features.shape[1])
    with threadpool_limits(1):
        before = np.abs(model.deviate(examples.features) - examples.targets).mean()
        for place in range(len(harm)):
            shuffled = examples.features.copy()
            shuffled[:, place] = shuffled[order, place]
            after = np.abs(model.deviate(shuffled) - examples.targets).mean()
            harm[place] = max(0.0, float(after - before))
    total = harm.sum()
    return harm / total if total > 0 else np.full(len(harm), 1 / len(harm))
