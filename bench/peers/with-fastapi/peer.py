"""The same endpoints as anybody would write them with FastAPI and asyncpg.

``/events`` verifies the token and calls the function that our app calls; ``/metrics`` only runs an
indexed query whose answer is as large as that of our cached one.
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import asyncpg
import jwt
from fastapi import Depends, FastAPI, Header, Request, Response


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=1, max_size=1) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


def claims(authorization: Annotated[str, Header()]) -> dict[str, Any]:
    return jwt.decode(
        authorization.removeprefix("Bearer "),
        os.environ["WEDSYNC_JWT_SECRET"],
        ["HS256"],
        audience="authenticated",
    )


Claims = Annotated[dict[str, Any], Depends(claims)]


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/events")
async def receive_events(request: Request, claims: Claims) -> Response:
    row = await app.state.pool.fetchrow(
        "with request as materialized"
        " (select set_config('request.jwt.claims', $1, true), gen_random_uuid() as id)"
        " select e.status, e.body::text from request, lateral analytics_api.receive_events("
        " $2, 'json', jsonb_build_object('door', 'http', 'requestId', request.id)) as e",
        json.dumps(claims),
        (await request.body()).decode(),
    )
    return Response(row["body"], row["status"], media_type="application/json")


@app.get("/metrics")
async def read_metrics(vendor_id: str, claims: Claims) -> Response:
    body = await app.state.pool.fetchval(
        "select json_agg(json_build_object('time', m.time_period, 'metric', m.metric_name,"
        " 'value', m.metric_value, 'unit', m.metric_type) order by m.time_period)::text"
        " from (select * from public.analytics_metrics where vendor_id = $1::text::uuid"
        " and metric_name = 'revenue' and aggregation_level = 'daily'"
        " order by time_period desc limit 90) as m",
        vendor_id,
    )
    return Response(body, media_type="application/json")
