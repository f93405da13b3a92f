"""What vendors own: the export of their data, the erasure of their clients, their keys."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response

from app import db, idempotency
from app.access.shapes import (
    ApiKeys,
    Erasure,
    ErasureReport,
    ExportQuery,
    NewApiKey,
    NewApiKeyAnswer,
)
from app.auth import require_claims
from app.ingest.read_shape import read_arguments, read_shape
from app.openapi.describe import describes

blueprint = Blueprint("access", __name__, url_prefix="/api/analytics")


@blueprint.post("/clients/erasures")
@describes(scope="admin", body=Erasure, answers={200: ErasureReport}, problems=(404, 409))
def erase_client() -> Response:
    """Erase the client clientId, with mode anonymize or delete; answers with the proof.

    200 erased; 403 not an owner, 409 the client is still named somewhere and nothing was erased.
    """
    claims = require_claims()
    (report,) = db.call(
        "select analytics_api.erase_client((b.body ->> 'vendorId')::uuid, b.body ->> 'clientId',"
        " coalesce(b.body ->> 'mode', 'anonymize'),"
        " array(select jsonb_array_elements_text(coalesce(b.body -> 'identifiers', '[]'))),"
        " jsonb_build_object('requestId', request.id))::text"
        " from request, lateral (select %s::jsonb as body) as b",
        [read_shape(Erasure)],
        claims=claims,
        writes=True,
    )
    return Response(report, content_type="application/json")


@blueprint.get("/export")
@describes(
    scope="admin",
    query=ExportQuery,
    answers={200: {"application/x-ndjson": str}},
    headers={200: {"Content-Disposition": "Name of the file"}},
    problems=(404,),
)
def export() -> Response:
    """Stream all that is kept of a vendor as lines of JSON; the last one says that it is whole."""
    claims = require_claims()
    query = read_arguments(ExportQuery)
    pages = db.stream(
        "select p.lines, p.next_position::text"
        " from analytics_api.export_vendor_page(%s::uuid, p_contents => %s::text[],"
        " p_position => %s::jsonb) as p",
        [query.vendor_id, query.contents],
        claims=claims,
    )
    # Whatever is wrong with the request is found by the first page, while there is a status to set.
    first = next(pages)

    def body() -> Iterator[str]:
        yield first
        yield from pages

    return Response(
        body(),
        content_type="application/x-ndjson",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="wedsync-export.ndjson"',
        },
    )


@blueprint.get("/keys")
@describes(scope="admin", answers={200: ApiKeys})
def list_keys() -> Response:
    """The keys of the vendors that the caller owns: what each may do, and when it was used."""
    (keys,) = db.call(
        "select jsonb_build_object('keys', analytics_api.list_api_keys())::text from request",
        [],
        claims=require_claims(),
        writes=False,
    )
    return _answer(keys)


@blueprint.post("/keys")
@describes(
    scope="admin",
    body=NewApiKey,
    answers={201: NewApiKeyAnswer},
    headers={201: {"Location": "Where the key is revoked"}},
    problems=(404,),
)
def create_key() -> Response:
    """Make a secret or publishable key, which is shown this once."""
    claims = require_claims()
    key, kept, key_id = db.call(
        "select k::text, (k - 'key')::text, k ->> 'id'"
        " from request, lateral analytics_api.create_api_key("
        "case when request.id is not null then %s::jsonb end) as k",
        [read_shape(NewApiKey)],
        claims=claims,
        writes=True,
    )
    # A request that is sent again is told that the key was made, not the key.
    idempotency.keep_instead(kept)
    answer = _answer(key)
    answer.status_code = 201
    answer.headers["Location"] = f"/api/analytics/keys/{key_id}"
    return answer


@blueprint.delete("/keys/<uuid:key_id>")
@describes(scope="admin", answers={204: None}, problems=(404,))
def revoke_key(key_id: UUID) -> Response:
    """Revoke a key for good: it is refused within 5 s."""
    db.call(
        "select analytics_api.revoke_api_key(%s) from request",
        [key_id],
        claims=require_claims(),
        writes=True,
    )
    return Response(status=204)


def _answer(text: str) -> Response:
    """The answer of the database, which nobody keeps: it tells of keys."""
    return Response(text, content_type="application/json", headers={"Cache-Control": "no-store"})
