"""Clients of the released interface can go on; a change that would break them is found."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.openapi.document import compose_document
from tests.py.api.breaking import list_breaking_changes

BASELINE = Path(__file__).parents[3] / "docs/openapi-baseline.json"
API = "/api/analytics"
Change = Callable[[Any], Any]


@pytest.fixture(scope="module")
def baseline() -> Any:
    return json.loads(BASELINE.read_text())


def test_clients_of_the_baseline_can_go_on(app: Flask, baseline: Any) -> None:
    assert list_breaking_changes(baseline, compose_document(app)) == [], (
        "keep what clients use; where that cannot be, docs/http.md says how a baseline is replaced"
    )


def shape(document: Any, name: str) -> Any:
    return document["components"]["schemas"][name]


def operation(document: Any, method: str, path: str) -> Any:
    return document["paths"][API + path][method]


BREAKING: dict[str, Change] = {
    "a route is gone": lambda d: d["paths"].pop(f"{API}/export"),
    "a method is gone": lambda d: d["paths"][f"{API}/metrics"].pop("get"),
    "an operation has another name": lambda d: operation(d, "get", "/catalog").update(
        operationId="x"
    ),
    "a token is asked for": lambda d: d["paths"]["/healthz"]["get"].update(
        security=[{"bearer": ["read"]}]
    ),
    "a body is asked for": lambda d: operation(d, "get", "/catalog").update(
        requestBody={"required": True, "content": {}}
    ),
    "a type of body is gone": lambda d: operation(d, "post", "/events")["requestBody"][
        "content"
    ].pop("application/x-ndjson"),
    "a type of answer is gone": lambda d: operation(d, "post", "/metrics")["responses"]["200"][
        "content"
    ].pop("text/csv"),
    "a status is gone": lambda d: operation(d, "post", "/dashboards")["responses"].pop("201"),
    "a parameter is gone": lambda d: operation(d, "get", "/rejected-events")["parameters"].pop(0),
    "a parameter is required": lambda d: operation(d, "get", "/rejected-events")["parameters"][
        0
    ].update(required=True),
    "a value of a parameter is gone": lambda d: operation(d, "get", "/rejected-events")[
        "parameters"
    ][1]["schema"]["enum"].remove("closed"),
    "a member of a request is required": lambda d: shape(d, "Erasure")["required"].append("mode"),
    "a member of a request is new and required": lambda d: (
        shape(d, "Erasure")["properties"].update(why={"type": "string"}),
        shape(d, "Erasure")["required"].append("why"),
    ),
    "a member of a request is gone": lambda d: shape(d, "Tile")["properties"].pop("layout"),
    "a value of a request is gone": lambda d: shape(d, "Erasure")["properties"]["mode"][
        "enum"
    ].remove("delete"),
    "a type of a request is narrower": lambda d: shape(d, "ShareRequest")["properties"][
        "expiresInDays"
    ].update(type="integer"),
    "a form of a request is gone": lambda d: shape(d, "MetricsRequest")["properties"][
        "timeframe"
    ]["anyOf"].pop(0),
    "a bound of a request is tighter": lambda d: shape(d, "DashboardConfig")["properties"][
        "tiles"
    ].update(maxItems=10),
    "a pattern of a request is new": lambda d: shape(d, "Erasure")["properties"][
        "clientId"
    ].update(pattern="^c"),
    "unknown members are refused": lambda d: shape(d, "Event").update(additionalProperties=False),
    "a member of an answer is gone": lambda d: shape(d, "MetricRow")["properties"].pop("value"),
    "a member of an answer may be missing": lambda d: shape(d, "MetricsAnswer")[
        "required"
    ].remove("data"),
    "a member of an answer has another type": lambda d: shape(d, "Verdict")["properties"][
        "index"
    ].update(type="string"),
    "a member of an answer may be null": lambda d: shape(d, "Verdict")["properties"].update(
        index={"anyOf": [{"type": "integer"}, {"type": "null"}]}
    ),
}  # fmt: skip
HARMLESS: dict[str, Change] = {
    "nothing": lambda d: None,
    "a route is new": lambda d: d["paths"].update({"/new": {"get": {}}}),
    "an optional member of a request is new": lambda d: shape(d, "Erasure")["properties"].update(
        why={"type": "string"}
    ),
    "a member of an answer is new": lambda d: shape(d, "Verdict")["properties"].update(
        why={"type": "string"}
    ),
    "a value of a request is new": lambda d: shape(d, "Erasure")["properties"]["mode"][
        "enum"
    ].append("hide"),
    "a bound of a request is wider": lambda d: shape(d, "DashboardConfig")["properties"][
        "tiles"
    ].update(maxItems=100),
    "a form of a request is new": lambda d: shape(d, "MetricsRequest")["properties"]["timeframe"][
        "anyOf"
    ].append({"type": "integer"}),
    "a text is another": lambda d: operation(d, "get", "/catalog").update(summary="x"),
    "a problem is new": lambda d: operation(d, "get", "/catalog")["responses"].update(
        {"418": {"description": "x"}}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKING)
def test_a_breaking_change_is_found(baseline: Any, name: str) -> None:
    changed = copy.deepcopy(baseline)
    BREAKING[name](changed)
    assert len(list_breaking_changes(baseline, changed)) >= 1


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_change_is_none(baseline: Any, name: str) -> None:
    changed = copy.deepcopy(baseline)
    HARMLESS[name](changed)
    assert list_breaking_changes(baseline, changed) == []
