create or replace function analytics_api.keep_answer(
    p_key text,
    p_request_sha256 bytea,
    p_status integer,
    p_headers jsonb,
    p_body jsonb
)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.store_answer(p_key, p_request_sha256, p_status, p_headers, p_body)
$$;

comment on function analytics_api.keep_answer(text, bytea, integer, jsonb, jsonb) is
'Keep the answer to the request that take_idempotency_key began, for 24 hours; committed with what
the request has done, or not at all.';
revoke all on function analytics_api.keep_answer(text, bytea, integer, jsonb, jsonb) from public;
grant execute on function analytics_api.keep_answer(text, bytea, integer, jsonb, jsonb)
to analytics_api_user;
