create or replace function analytics.store_answer(
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
    insert into analytics.idempotency_keys as k (
        vendor_id, caller, idempotency_key, request_sha256, status, headers, body, expires_at
    )
    select
        c.vendor_id, c.caller, p_key, p_request_sha256, p_status, p_headers, p_body,
        clock_timestamp() + interval '24 hours'
    from analytics.current_caller() as c
    -- What is there has expired: find_answer has looked.
    on conflict on constraint idempotency_keys_pkey do update
    set
        request_sha256 = excluded.request_sha256, status = excluded.status,
        headers = excluded.headers, body = excluded.body, created_at = excluded.created_at,
        expires_at = excluded.expires_at
$$;

comment on function analytics.store_answer(text, bytea, integer, jsonb, jsonb) is
'Keep what the caller is answered to this request with this key, for 24 hours. Runs as the owner of
the table, in the transaction that took the key.';
revoke all on function analytics.store_answer(text, bytea, integer, jsonb, jsonb) from public;
grant execute on function analytics.store_answer(text, bytea, integer, jsonb, jsonb)
to analytics_definer;
