from __future__ import annotations

from dataclasses import dataclass, field

FEATURES = (
    *("same_month_1", "same_month_2", "same_month_3", "same_month_4"),
    *("surprise_before", "surprise_after", "growth_1", "growth_2"),
    *("quarter_growth", "half_growth", "month_growth", "month_growth_before"),
    *("distance", "years_ahead", "season_sine", "season_cosine", "month"),
    *("usual_share", "unsteadiness", "history"),
)
"""Names of the columns of app.forecasting.features, in their order; the database knows them too."""


@dataclass(frozen=True, slots=True)
class ForestOptions:
    """How a random forest grows."""

    trees: int = 50
    min_leaf: int = 10
    max_features: float = 0.5
    max_samples: float = 0.3


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How the perceptrons of the neural network learn."""

    hidden_layers: tuple[int, ...] = (32, 16)
    penalty: float = 2.0
    learning_rate: float = 2e-3
    rounds: int = 25


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever trains may choose; the defaults are what docs/forecasting.md was measured with.

    The same options, series and order of series give the same numbers.
    """

    seed: int = 0
    features: tuple[str, ...] = FEATURES
    """Of FEATURES, and of the extras that the series have."""
    rows_max: int | None = None
    """Rows that pooled models learn from at most; None for as many as are worth it."""
    regression_penalty: float = 1.0
    forest: ForestOptions = field(default_factory=ForestOptions)
    network: NetworkOptions = field(default_factory=NetworkOptions)

    @property
    def extras(self) -> tuple[str, ...]:
        """Features that are not the series' own past or the calendar."""
        return tuple(name for name in self.features if name not in FEATURES)


DEFAULT = Options()
