create or replace function analytics_api.refuse_body(
    p_body bytea,
    p_format text,
    p_keyword text,
    p_detail text,
    p_context jsonb default '{}'
)
returns uuid
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.keep_refused_body(
        p_body, p_format,
        jsonb_build_array(analytics.body_reason(p_keyword, p_detail)),
        p_context, analytics.writable_vendor_ids()
    )
$$;

comment on function analytics_api.refuse_body(bytea, text, text, text, jsonb) is
'Keep the body of a request that a door could not take apart into events (broken JSON, no UTF-8, too
many events), byte for byte, with the keyword of the reason and what is wrong. Returns the id of the
reject, null for an empty body.';
revoke all on function analytics_api.refuse_body(bytea, text, text, text, jsonb) from public;
grant execute on function analytics_api.refuse_body(bytea, text, text, text, jsonb)
to analytics_api_user;
