"""Make a file for `wedsync forecast` of counts that are many: as many as a small business has.

thin_series.py counts.csv[.gz] 15 [0 [0]] > thinned_15.csv

Of each series the last 48 months, or those so many months back (the second number), are kept:
36 that are known and the 12 after them. Each of what they count stays in by chance, so that 15 a
month are left of the 36: what is left has the seasons and the trend of the whole, and the chance of
small numbers. The third number is the seed. Standard error says what no forecast can do better: the
median accuracy, by month and of the year, of whoever knows the rate of every month to come; and of
whoever knows the total of the year to come, and how the three years before were spread, exactly.
"""

import csv
import gzip
import statistics
import sys
from collections import defaultdict

import numpy as np

KNOWN, AHEAD = 36, 12


def accuracy(actual: list[float], forecast: list[float]) -> float:
    """1 - WAPE."""
    missed = sum(abs(a - f) for a, f in zip(actual, forecast, strict=True))
    return 1 - missed / max(1, sum(actual))


mean, back, seed = float(sys.argv[2]), *(int(text) for text in [*sys.argv[3:], "0", "0"][:2])
opener = gzip.open if sys.argv[1].endswith(".gz") else open
counts: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
with opener(sys.argv[1], "rt") as file:
    for row in csv.DictReader(file):
        counts[row["series_id"]].append((row["month"][:7], round(float(row["value"]))))
random = np.random.default_rng(seed)
figures: defaultdict[str, list[float]] = defaultdict(list)
sys.stdout.write("series_id,month,value\n")
for name, series in counts.items():
    months = series[: len(series) - back][-KNOWN - AHEAD :]
    level = sum(count for _, count in months[:KNOWN]) / KNOWN
    if len(months) < KNOWN + AHEAD or level < mean:
        continue
    left = [int(random.binomial(count, mean / level)) for _, count in months]
    for (month, _), count in zip(months, left, strict=True):
        sys.stdout.write(f"{name},{month},{count}\n")
    rates = [count * mean / level for _, count in months]
    coming, years = rates[KNOWN:], [rates[at : at + 12] for at in range(0, KNOWN, 12)]
    shares = [sum(year[at] / sum(year) for year in years) / 3 for at in range(12)]
    figures["rate, by month"].append(accuracy(left[KNOWN:], coming))
    figures["rate, year"].append(accuracy([sum(left[KNOWN:])], [sum(coming)]))
    known = [share * sum(coming) for share in shares]
    figures["total and usual months"].append(accuracy(left[KNOWN:], known))
for title, values in figures.items():
    sys.stderr.write(f"{title}: {statistics.median(values):.3f} of {len(values)} series\n")
