"""Dashboards: what a user wants to see of a vendor, and links by which others may see it."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Blueprint, Response, request

from app import cache, db
from app.auth import require_claims
from app.dashboard import share_token
from app.dashboard.shapes import (
    DashboardAnswer,
    DashboardData,
    DashboardList,
    DashboardListQuery,
    DashboardRequest,
    Overrides,
    Share,
    ShareRequest,
)
from app.ingest.read_body import read_body
from app.ingest.read_shape import read_arguments
from app.metric.read_query import read_query
from app.openapi.describe import describes
from app.paging import NEXT, add_next_link
from app.problems import Problem

blueprint = Blueprint("dashboard", __name__, url_prefix="/api/analytics")

_PATH = {"dashboardId": "Of the dashboard"}
_VERSIONED = {"ETag": "The version, which a change sends as If-Match"}
_IF_MATCH = {"If-Match": "The ETag that was read"}


@blueprint.get("/dashboards")
@describes(
    scope="read",
    query=DashboardListQuery,
    answers={200: DashboardList},
    headers={200: NEXT},
    problems=(404,),
)
def list_dashboards() -> Response:
    """The dashboards of the caller, and those shared with it."""
    claims = require_claims()
    query = read_arguments(DashboardListQuery)
    text, cursor = db.call(
        "select d::text, d ->> 'nextCursor' from request, lateral analytics_api.list_dashboards("
        "case when request.id is not null then %s::jsonb end) as d",
        [query.model_dump_json(by_alias=True)],
        claims=claims,
        writes=False,
    )
    return add_next_link(_json((text,)), cursor)


@blueprint.post("/dashboards")
@describes(
    scope="admin",
    body=DashboardRequest,
    answers={201: DashboardAnswer},
    headers={201: _VERSIONED | {"Location": "Of the dashboard"}},
    problems=(404, 409),
)
def create_dashboard() -> Response:
    """Make a dashboard; 201 with its Location."""
    claims = require_claims()
    body, location, version = db.call(
        "select d::text, d ->> 'id', d ->> 'version'"
        " from request, lateral analytics_api.create_dashboard("
        "case when request.id is not null then %s::jsonb end) as d",
        [read_body("application/json")],
        claims=claims,
        writes=True,
    )
    answer = _json((body,), version)
    answer.status_code = 201
    answer.headers["Location"] = f"/api/analytics/dashboards/{location}"
    return answer


@blueprint.get("/dashboards/<uuid:dashboard_id>")
@describes(
    scope="read",
    answers={200: DashboardAnswer},
    headers={200: _VERSIONED},
    problems=(404,),
    parameters=_PATH,
)
def get_dashboard(dashboard_id: Any) -> Response:
    """A dashboard; its ETag is what a change has to send as If-Match."""
    claims = require_claims()
    body, version = db.call(
        "select d::text, d ->> 'version' from request, lateral analytics_api.get_dashboard("
        "case when request.id is not null then %s::uuid end) as d",
        [dashboard_id],
        claims=claims,
        writes=False,
    )
    return _json((body,), version)


@blueprint.put("/dashboards/<uuid:dashboard_id>")
@describes(
    scope="admin",
    body=DashboardRequest,
    answers={200: DashboardAnswer},
    headers={200: _VERSIONED},
    request_headers=_IF_MATCH,
    problems=(404, 409, 412, 428),
    parameters=_PATH,
)
def update_dashboard(dashboard_id: Any) -> Response:
    """Replace a dashboard that has not changed since it was read."""
    claims = require_claims()
    body, version = db.call(
        "select d::text, d ->> 'version' from request, lateral analytics_api.update_dashboard("
        "case when request.id is not null then %s::uuid end, %s, %s::jsonb) as d",
        [dashboard_id, _required_version(), read_body("application/json")],
        claims=claims,
        writes=True,
    )
    return _json((body,), version)


@blueprint.delete("/dashboards/<uuid:dashboard_id>")
@describes(
    scope="admin",
    answers={204: None},
    request_headers=_IF_MATCH,
    problems=(404, 412, 428),
    parameters=_PATH,
)
def delete_dashboard(dashboard_id: Any) -> Response:
    """Delete a dashboard that has not changed since it was read."""
    claims = require_claims()
    db.call(
        "select analytics_api.delete_dashboard(%s, %s) from request",
        [dashboard_id, _required_version()],
        claims=claims,
        writes=True,
    )
    return Response(status=204)


@blueprint.get("/dashboards/<uuid:dashboard_id>/data")
@describes(
    scope="read",
    query=Overrides,
    answers={200: DashboardData},
    problems=(404,),
    parameters=_PATH,
    is_cached=True,
)
def get_dashboard_data(dashboard_id: Any) -> Response:
    """All tiles with one as-of; timeframe, compareWith and filters may be overridden."""
    claims = require_claims()
    return cache.answer(
        "select a.etag, a.format, a.body, a.tail, a.rule"
        " from request, lateral analytics_api.answer_dashboard_data("
        "case when request.id is not null then %s::uuid end, %s::jsonb, %s::text[], %s) as a",
        [str(dashboard_id), _overrides()],
        claims=claims,
    )


@blueprint.post("/dashboards/<uuid:dashboard_id>/shares")
@describes(
    scope="admin",
    body=ShareRequest,
    answers={201: Share},
    problems=(404, 501),
    parameters=_PATH,
)
def share_dashboard(dashboard_id: Any) -> Response:
    """Make a link by which anybody may read the dashboard until it expires."""
    claims = require_claims()
    (text,) = db.call(
        "select analytics_api.share_dashboard(%s, %s::jsonb)::text from request",
        [dashboard_id, read_body("application/json")],
        claims=claims,
        writes=True,
    )
    share = json.loads(text)
    token = share_token.sign(share)
    answer = _json((json.dumps(share | {"url": f"/api/analytics/shared/{token}"}),))
    answer.status_code = 201
    return answer


@blueprint.delete("/dashboards/<uuid:dashboard_id>/shares/<uuid:share_id>")
@describes(
    scope="admin",
    answers={204: None},
    problems=(404,),
    parameters=_PATH | {"shareId": "Of the link"},
)
def revoke_share(dashboard_id: Any, share_id: Any) -> Response:
    """End a link before it expires."""
    claims = require_claims()
    db.call(
        "select analytics_api.revoke_share(%s, %s) from request",
        [dashboard_id, share_id],
        claims=claims,
        writes=True,
    )
    return Response(status=204)


@blueprint.get("/shared/<token>")
@describes(
    query=Overrides,
    answers={200: DashboardData},
    problems=(404, 501),
    parameters={"token": "The last part of the url that shareDashboard answers"},
    is_cached=True,
)
def get_shared_dashboard(token: str) -> Response:
    """All tiles of a dashboard for whoever has the link; the filters of the link hold."""
    claims = share_token.verify(token)
    # The link is all that the answer depends on, so what is between may hold it for a moment.
    return cache.answer(
        "select a.etag, a.format, a.body, a.tail, a.rule"
        " from request, lateral analytics_api.answer_shared_dashboard("
        "case when request.id is not null then %s::uuid end, %s::jsonb, %s::text[], %s) as a",
        [claims["sub"], _overrides()],
        claims={"app_metadata": claims["app_metadata"]},
        public_until=claims["exp"],
    )


def _json(row: tuple[Any, ...], version: str | None = None) -> Response:
    answer = Response(row[0], content_type="application/json")
    answer.headers["Cache-Control"] = "private, no-cache"
    if version is not None:
        answer.headers["ETag"] = f'"{version}"'
    return answer


def _overrides() -> str:
    return json.dumps(read_query(request.args))


def _required_version() -> int:
    """The version that If-Match names; 428 without one."""
    sent = request.headers.get("If-Match")
    if sent is None:
        raise Problem(428, "precondition_required", "Send If-Match with the ETag that was read.")
    named = re.fullmatch(r'(?:W/)?"([0-9]{1,9})"', sent.strip())
    return int(named[1]) if named else -1
