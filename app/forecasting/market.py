from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.forecasting.series import SEASON, Series, Values, clamp

SERIES_MIN = 5
SERIES_PER_PROFILE = 10
PROFILES_MAX = 3
EFFECTIVE_MAX = 2_000.0
"""A large series speaks as loudly as one with so many bookings, not louder."""
OWN_WEIGHT = 500.0
"""How many own bookings weigh as much as the market in the share of a month."""
GROWTH_CARRIED = 0.75
"""How much of the market's growth goes on."""
YEAR_WEIGHTS = (1.0, 0.6, 0.3)
"""What the last three years, each grown to the next, count in the level."""


@dataclass(frozen=True, slots=True)
class Market:
    """What the series of a market have in common: profiles of the year, and their growth."""

    profiles: Values
    """One row per profile: shares of January to December."""
    weights: Values
    """How common each profile is."""
    growth: Values
    """Of each profile, from year to year."""

    def place(self, series: Series) -> Values:
        """How likely each profile is for the series, from as little as one month."""
        counts, expected = _count_months(series, self.profiles)
        # Months count as drawn from the profile as far as it is observed.
        likelihood = counts @ np.log(self.profiles.T) - counts.sum() * np.log(expected)
        return np.asarray(_normalise(likelihood[None, :] + np.log(self.weights))[0])

    def estimate(self, series: Series, horizon: int) -> Values:
        """The own level with the market's months and growth, in proportion to what is known.

        With less than a year of its own a series has the shares of the market; with more they are
        those of the Dirichlet distribution in which its own months count one by one.
        """
        values = series.values
        likely = self.place(series)
        shares = likely @ self.profiles
        growth = 1 + GROWTH_CARRIED * (float(likely @ self.growth) - 1)
        years = min(len(values) // SEASON, len(YEAR_WEIGHTS))
        if years == 0:
            months = np.arange(series.start, series.end) % SEASON
            level = float(values.sum() / shares[months].sum())
        else:
            totals = values[len(values) - years * SEASON :].reshape(years, SEASON).sum(axis=1)
            weights = np.array(YEAR_WEIGHTS[:years])
            grown = totals[::-1] * growth ** np.arange(1, years + 1)
            level = float(weights @ grown / weights.sum())
            own = np.zeros(SEASON)
            np.add.at(
                own,
                np.arange(series.end - years * SEASON, series.end) % SEASON,
                values[len(values) - years * SEASON :],
            )
            shares = (own + OWN_WEIGHT * shares) / (own.sum() + OWN_WEIGHT)
        ahead = np.arange(horizon)
        months = (series.end + ahead) % SEASON
        return clamp(level * growth ** (ahead // SEASON) * shares[months], values)


def learn_market(series: Sequence[Series]) -> Market | None:
    """The market that the series with a year or more make; None where they are fewer than five.

    A mixture of multinomial distributions over the months of the year, by expectation
    maximisation (Dempster, Laird & Rubin 1977), the most likely of five fixed starts.
    """
    grown = [item for item in series if len(item.values) >= SEASON and item.values[-36:].sum() > 0]
    if len(grown) < SERIES_MIN:
        return None
    counts = np.array([_count_years(item) for item in grown])
    totals = counts.sum(axis=1, keepdims=True)
    counts = counts * (np.minimum(totals, EFFECTIVE_MAX) / totals)
    number = min(PROFILES_MAX, max(1, len(grown) // SERIES_PER_PROFILE))
    starts = [_maximise(counts, number, seed) for seed in range(5 if number > 1 else 1)]
    profiles, weights, likely, _ = max(starts, key=lambda start: start[3])
    return Market(profiles, weights, _measure_growth(grown, likely))


def _maximise(counts: Values, number: int, seed: int) -> tuple[Values, Values, Values, float]:
    """Profiles, their weights, the probabilities of each series, and the log likelihood."""
    likely: Values = np.random.default_rng(seed).dirichlet(np.full(number, 0.5), len(counts))
    for _ in range(60):
        profiles = likely.T @ counts + 1
        profiles /= profiles.sum(axis=1, keepdims=True)
        weights = (likely.sum(axis=0) + 1) / (len(counts) + number)
        logs = counts @ np.log(profiles.T) + np.log(weights)
        likely = _normalise(logs)
    peak = logs.max(axis=1)
    total = float((peak + np.log(np.exp(logs - peak[:, None]).sum(axis=1))).sum())
    return profiles, weights, likely, total


def _normalise(logs: Values) -> Values:
    """Probabilities from logarithms, by row."""
    likely = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def _count_years(series: Series) -> Values:
    """Sums of January to December over the last whole years, at most three."""
    months = min(len(series.values) // SEASON, 3) * SEASON
    counts = np.zeros(SEASON)
    places = np.arange(series.end - months, series.end) % SEASON
    np.add.at(counts, places, series.values[-months:])
    return counts


def _count_months(series: Series, profiles: Values) -> tuple[Values, Values]:
    """What the last months hold, by calendar month, and the share of each profile in them."""
    months = min(len(series.values), 36)
    places = np.arange(series.end - months, series.end) % SEASON
    counts = np.zeros(SEASON)
    np.add.at(counts, places, series.values[-months:])
    total = float(counts.sum())
    if total > EFFECTIVE_MAX:
        counts *= EFFECTIVE_MAX / total
    return counts, profiles[:, places].sum(axis=1)


def _measure_growth(series: Sequence[Series], likely: Values) -> Values:
    """Growth from year to year of each profile, of the series that have two years or three."""
    ratios: list[float] = []
    for column in likely.T:
        sums = np.zeros((2, 2))
        for weight, item in zip(column, series, strict=True):
            years = len(item.values) // SEASON
            totals = [
                float(item.values[len(item.values) - SEASON * (ago + 1) :][:SEASON].sum())
                for ago in range(min(years, 3))
            ]
            loudness = weight * min(1.0, EFFECTIVE_MAX / max(sum(totals), 1.0))
            for pair, (new, old) in enumerate(pairwise(totals)):
                sums[pair] += loudness * np.array([new, old])
        pairs = [new / old for new, old in sums if old > 0]
        ratios.append(float(np.clip(np.mean(pairs), 0.7, 1.4)) if pairs else 1.0)
    return np.array(ratios)
