"""What is trained, as bytes, and back.

Pickle runs what it is told to by whoever wrote it. What is loaded here was written by the worker
into a table that is granted to nobody, fits the checksum beside it, and may name nothing but the
classes listed below: a pickle that names anything else is refused before it does anything.
"""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from app.forecasting.options import Options
from app.forecasting.series import Series
from app.forecasting.validate import Trained

FORMAT = 1
"""Raised whenever the same data and options would give other numbers than before."""
LIBRARIES = ("numpy", "scikit-learn", "scipy")
ALLOWED = {
    "app.forecasting.calibrate": {"Calibration"},
    "app.forecasting.engine": {"Models"},
    "app.forecasting.intervals": {"Errors"},
    "app.forecasting.market": {"Market"},
    "app.forecasting.options": {"ForestOptions", "NetworkOptions", "Options"},
    "app.forecasting.pooled": {"NeuralNetwork", "RandomForest"},
    "app.forecasting.predict": {"Forecaster"},
    "app.forecasting.validate": {"Trained", "Window"},
    "copyreg": {"_reconstructor"},
    "builtins": {"object"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
    "numpy.random": {"RandomState"},
    "numpy.random._mt19937": {"MT19937"},
    "numpy.random._pickle": {"__bit_generator_ctor", "__randomstate_ctor"},
    "sklearn.ensemble._forest": {"RandomForestRegressor"},
    "sklearn.neural_network._multilayer_perceptron": {"MLPRegressor"},
    "sklearn.neural_network._stochastic_optimizers": {"AdamOptimizer"},
    "sklearn.preprocessing._label": {"LabelBinarizer"},
    "sklearn.tree._classes": {"DecisionTreeRegressor"},
    "sklearn.tree._tree": {"Tree"},
}


class UntrustedError(Exception):
    """The bytes are not what the worker wrote."""


def compose_key(
    series: Sequence[Series], horizon: int, origins: int, options: Options, target: str
) -> str:
    """A hash of all that a training depends on: the same key, the same numbers."""
    parts = {
        "format": FORMAT,
        "libraries": {name: version(name) for name in LIBRARIES},
        "target": target,
        "horizon": horizon,
        "origins": origins,
        "options": asdict(options),
        "data": hash_all(series),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def hash_all(series: Sequence[Series]) -> str:
    """A hash of all series, in their order."""
    digest = hashlib.sha256()
    for item in series:
        digest.update(f"{item.id} {item.start} ".encode())
        digest.update(item.values.tobytes())
        for name, values in sorted(item.extras.items()):
            digest.update(name.encode())
            digest.update(values.tobytes())
    return digest.hexdigest()


def dump(trained: Trained) -> bytes:
    """What was trained, as bytes."""
    return zlib.compress(pickle.dumps(trained, protocol=5), 1)


def load(payload: bytes, sha256: str) -> Trained:
    """What was trained, from bytes; UntrustedError for bytes that are not what was stored."""
    if hashlib.sha256(payload).hexdigest() != sha256:
        raise UntrustedError("the checksum of the artefact does not fit")
    trained = _Unpickler(io.BytesIO(zlib.decompress(payload))).load()
    if not isinstance(trained, Trained):
        raise UntrustedError("the artefact holds something else")
    return trained


class _Unpickler(pickle.Unpickler):
    """Loads nothing but the classes of ALLOWED."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in ALLOWED.get(module, ()):
            raise UntrustedError(f"the artefact names {module}.{name}")
        return super().find_class(module, name)
