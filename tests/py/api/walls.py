"""A request for every route, the ids that it names, and who may make it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import psycopg
from flask.testing import FlaskClient

from tests.py.api.calls import Headers, bearer, make_token, page_view

API = "/api/analytics"
AT = "2026-05-01T10:00:00Z"
TILE = {"metrics": ["revenue"], "timeframe": "today"}
CONFIG = {"tiles": [{"id": "t", "chart": "line", "request": TILE}]}
Ids = Mapping[str, str]
Arguments = dict[str, Any]

Who = Literal["anybody", "member", "owner", "user"]
"""anybody at all; whoever has the vendor; its owner; the user whose dashboard it is."""


@dataclass(frozen=True, slots=True)
class Call:
    """How a route is called."""

    who: Who
    make: Callable[[Ids], Arguments]
    ids: tuple[str, ...] = ()
    """Which ids the request names."""
    ok: int = 200


def call(who: Who, path: str, *ids: str, ok: int = 200, **arguments: Any) -> Call:
    """A call whose path, query and body have {name} in the place of ids."""

    def fill(value: Any, known: Ids) -> Any:
        if isinstance(value, str):
            for name in ids:
                value = value.replace(f"<{name}>", known[name])
            return value
        if isinstance(value, dict):
            return {name: fill(member, known) for name, member in value.items()}
        if isinstance(value, list):
            return [fill(member, known) for member in value]
        return value

    return Call(who, lambda known: fill({"path": path} | arguments, known), ids, ok)


_EVENT = {"vendorId": "<vendor>", "eventType": "page.viewed", "timestamp": AT, "id": "<event>"}
_DASHBOARD = {"dashboardName": "d", "dashboardConfig": CONFIG}
_VERSION = {"headers": {"If-Match": '"1"'}}
# As if what is known of the vendor had called for it.
_ADVISE = """
insert into analytics.recommendations (
    vendor_id, kind, subject, is_experiment, title, statement, effect, effect_low, effect_high,
    effect_unit, currency, method, assumptions, evidence, measure, effort_days, priority
) values (
    %s, 'marketing_focus', concat('channel:', gen_random_uuid()), true, 'Try the fair',
    'It may pay.', 1, -1, 3,
    'bookings', 'EUR', 'newcombe', '[]', '{}', '{}', 1, 0
)
returning id
"""
_METRICS = {"metrics": ["revenue"], "timeframe": "today"}

_SERIES = [{"month": f"{2024 + n // 12}-{n % 12 + 1:02}", "value": n % 12 + 1} for n in range(24)]
_TRAINED = {
    "modelType": "time_series",
    "target": "bookings",
    "validationStrategy": {"kind": "rolling_origin", "origins": 1, "horizon": 6},
    "trainingData": {"series": _SERIES},
}

CALLS = {
    "GET /": call("anybody", "/"),
    "GET /healthz": call("anybody", "/healthz"),
    "GET /readyz": call("anybody", "/readyz"),
    "GET /livez": call("anybody", "/livez"),
    "GET /metrics": call("anybody", "/metrics"),
    "GET /api/analytics/usage": call("member", f"{API}/usage?vendorId=<vendor>", "vendor"),
    "GET /docs": call("anybody", "/docs"),
    "GET /docs/<name>": call("anybody", "/docs/docs.css"),
    "GET /openapi.json": call("anybody", "/openapi.json"),
    "GET /tracker.js": call("anybody", "/tracker.js"),
    # With a key, signature or link of their own. The name of a source is its public address.
    "OPTIONS /api/analytics/collect": call("anybody", f"{API}/collect", ok=204),
    "POST /api/analytics/collect": call("anybody", f"{API}/collect?key=wp_none", json=[], ok=401),
    "POST /api/analytics/hooks/<source>": call("anybody", f"{API}/hooks/none", json={}, ok=404),
    "GET /api/analytics/shared/<token>": call("anybody", f"{API}/shared/none", ok=404),
    # Of no vendor, or not there yet.
    "GET /api/analytics/catalog": call("member", f"{API}/catalog"),
    "GET /api/analytics/realtime": call("member", f"{API}/realtime", ok=501),
    "POST /api/analytics/wedding-insights": call(
        "member", f"{API}/wedding-insights", "vendor", ok=501,
        json={"analysisType": "seasonal", "vendorId": "<vendor>"},
    ),
    "GET /api/analytics/metrics": call(
        "member", f"{API}/metrics?metrics=revenue&timeframe=today&vendorId=<vendor>", "vendor"
    ),
    "POST /api/analytics/metrics": call(
        "member", f"{API}/metrics", "vendor", json=_METRICS | {"vendorId": ["<vendor>"]}
    ),
    "POST /api/analytics/metrics/updates": call(
        "member", f"{API}/metrics/updates", "vendor",
        json={
            "vendorId": "<vendor>",
            "updates": [{"metric": "m", "operation": "set", "value": 1}],
        },
    ),
    "POST /api/analytics/events": call(
        "member", f"{API}/events", "vendor", json=[page_view(vendorId="<vendor>")]
    ),
    "GET /api/analytics/rejected-events": call(
        "member", f"{API}/rejected-events?vendorId=<vendor>", "vendor"
    ),
    "GET /api/analytics/rejected-events/<uuid:reject_id>": call(
        "member", f"{API}/rejected-events/<reject>", "reject"
    ),
    "POST /api/analytics/rejected-events/replay": call(
        "member", f"{API}/rejected-events/replay", "reject", json={"ids": ["<reject>"]}
    ),
    "POST /api/analytics/events/corrections": call(
        "owner", f"{API}/events/corrections", "vendor", "event",
        json=_EVENT | {"eventData": {"path": "/mended"}},
    ),
    "POST /api/analytics/events/deletions": call(
        "owner", f"{API}/events/deletions", "vendor", "event", json=_EVENT
    ),
    "POST /api/analytics/clients/erasures": call(
        "owner", f"{API}/clients/erasures", "vendor",
        json={"vendorId": "<vendor>", "clientId": "cl-4711"},
    ),
    "GET /api/analytics/export": call("owner", f"{API}/export?vendorId=<vendor>", "vendor"),
    "GET /api/analytics/keys": call("member", f"{API}/keys"),
    "POST /api/analytics/keys": call(
        "owner", f"{API}/keys", "vendor", ok=201,
        json={"vendorId": "<vendor>", "scopes": ["read"]},
    ),
    "DELETE /api/analytics/keys/<uuid:key_id>": call(
        "owner", f"{API}/keys/<key>", "key", ok=204
    ),
    "GET /api/analytics/dashboards": call(
        "member", f"{API}/dashboards?vendorId=<vendor>", "vendor"
    ),
    "POST /api/analytics/dashboards": call(
        "user", f"{API}/dashboards", "vendor", "name", ok=201,
        json={"vendorId": "<vendor>", "dashboardName": "<name>", "dashboardConfig": CONFIG},
    ),
    "GET /api/analytics/dashboards/<uuid:dashboard_id>": call(
        "user", f"{API}/dashboards/<dashboard>", "dashboard"
    ),
    "PUT /api/analytics/dashboards/<uuid:dashboard_id>": call(
        "user", f"{API}/dashboards/<dashboard>", "dashboard", "name",
        json=_DASHBOARD | {"dashboardName": "<name>"}, **_VERSION,
    ),
    "DELETE /api/analytics/dashboards/<uuid:dashboard_id>": call(
        "user", f"{API}/dashboards/<dashboard>", "dashboard", ok=204, **_VERSION
    ),
    "GET /api/analytics/dashboards/<uuid:dashboard_id>/data": call(
        "user", f"{API}/dashboards/<dashboard>/data", "dashboard"
    ),
    "POST /api/analytics/dashboards/<uuid:dashboard_id>/shares": call(
        "user", f"{API}/dashboards/<dashboard>/shares", "dashboard", ok=201,
        json={"expiresInDays": 1},
    ),
    "DELETE /api/analytics/dashboards/<uuid:dashboard_id>/shares/<uuid:share_id>": call(
        "user", f"{API}/dashboards/<dashboard>/shares/<share>", "dashboard", "share", ok=204
    ),
    "GET /api/analytics/models": call(
        "member", f"{API}/models?vendorId=<vendor>", "vendor"
    ),
    "POST /api/analytics/models": call(
        "owner", f"{API}/models", "vendor", ok=202, json=_TRAINED | {"vendorId": "<vendor>"}
    ),
    "GET /api/analytics/models/<uuid:model_id>": call("member", f"{API}/models/<model>", "model"),
    "POST /api/analytics/models/<uuid:model_id>/updates": call(
        "owner", f"{API}/models/<model>/updates", "model", ok=202, json={"retrainAfterMonths": 6}
    ),
    "GET /api/analytics/models/<uuid:model_id>/jobs/<uuid:job_id>": call(
        "member", f"{API}/models/<queued>/jobs/<job>", "queued", "job"
    ),
    "DELETE /api/analytics/models/<uuid:model_id>/jobs/<uuid:job_id>": call(
        "owner", f"{API}/models/<queued>/jobs/<job>", "queued", "job"
    ),
    "GET /api/analytics/models/<uuid:model_id>/predictions": call(
        "member", f"{API}/models/<model>/predictions", "model"
    ),
    "POST /api/analytics/models/<uuid:model_id>/predictions": call(
        "member", f"{API}/models/<model>/predictions", "model", json={"horizon": 3}
    ),
    "GET /api/analytics/models/<uuid:model_id>/evaluations": call(
        "member", f"{API}/models/<model>/evaluations", "model"
    ),
    "POST /api/analytics/models/<uuid:model_id>/evaluations": call(
        "owner", f"{API}/models/<model>/evaluations", "model", ok=201,
        json={"testData": [{"month": "2026-01", "value": 2}, {"month": "2026-02", "value": 3}]},
    ),
    "GET /api/analytics/recommendations": call(
        "member", f"{API}/recommendations?vendorId=<vendor>", "vendor"
    ),
    "POST /api/analytics/recommendations": call(
        "owner", f"{API}/recommendations", "vendor", json={"vendorId": "<vendor>"}
    ),
    "GET /api/analytics/recommendations/<uuid:recommendation_id>": call(
        "member", f"{API}/recommendations/<advice>", "advice"
    ),
    "PATCH /api/analytics/recommendations/<uuid:recommendation_id>": call(
        "owner", f"{API}/recommendations/<advice>", "advice", json={"state": "dismissed"}
    ),
}  # fmt: skip


class Tenant:
    """A vendor with one of everything that has an id, made when it is asked for."""

    def __init__(self, client: FlaskClient, vendor_id: str, admin: psycopg.Connection[Any]) -> None:
        self.client, self.vendor_id, self.admin = client, vendor_id, admin
        self.owner = self.token(vendor_role="owner")

    def token(self, **metadata: Any) -> Headers:
        """Headers of a user of the vendor, who is in user_profiles."""
        metadata = {"vendor_ids": [self.vendor_id]} | metadata
        return bearer(make_token(sub=self.vendor_id, app_metadata=metadata))

    def key(self, *scopes: str, **members: Any) -> dict[str, Any]:
        """A key of the vendor, as it is shown once."""
        body = ({"scopes": scopes} if scopes else {}) | members
        return self._post("/keys", body)

    def make(self, names: tuple[str, ...]) -> dict[str, str]:
        """New things of the vendor with these names, and their ids."""
        ids = {"vendor": self.vendor_id, "name": uuid.uuid4().hex}
        if "dashboard" in names:
            body = {"dashboardName": uuid.uuid4().hex, "dashboardConfig": CONFIG}
            ids["dashboard"] = self._post("/dashboards", body)["id"]
        if "share" in names:
            path = f"/dashboards/{ids['dashboard']}/shares"
            ids["share"] = self._post(path, {"expiresInDays": 1})["shareId"]
        if "event" in names:
            event = page_view(self.vendor_id, timestamp=AT)
            self._post("/events", [event])
            ids["event"] = event["id"]
        if "reject" in names:
            wrong = page_view(self.vendor_id, eventData={"path": 1})
            self.client.post(f"{API}/events", json=[wrong], headers=self.owner)
            listed = self.client.get(f"{API}/rejected-events?limit=1", headers=self.owner)
            ids["reject"] = listed.json["items"][0]["id"]  # type: ignore[index]
        if "advice" in names:
            row = self.admin.execute(_ADVISE, [self.vendor_id]).fetchone()
            assert row is not None
            ids["advice"] = str(row[0])
        if "key" in names:
            ids["key"] = self.key("read")["id"]
        if "model" in names:
            ids["model"] = self._post("/models", _TRAINED)["modelId"]
        if "queued" in names:
            # No worker runs here, so it stays as it is.
            job = self._post("/models", _TRAINED | {"modelType": "linear_regression"})
            ids |= {"queued": job["modelId"], "job": job["id"]}
        return {name: ids[name] for name in names}

    def _post(self, path: str, body: Any) -> Any:
        answer = self.client.post(f"{API}{path}", json=body, headers=self.owner)
        assert answer.status_code < 300, answer.text
        return answer.json
