create or replace function analytics_api.take_idempotency_key(p_key text, p_request_sha256 bytea)
returns table (status integer, headers jsonb, body text)
language sql
volatile
security definer
set search_path = ''
as $$
    select a.status, a.headers, a.body::text
    from analytics.find_answer(p_key, p_request_sha256) as a
$$;

comment on function analytics_api.take_idempotency_key(text, bytea) is
'Begin the transaction of a request with an Idempotency-Key: the row is the answer that was given to
it before, or null the first time; then keep_answer ends the transaction. Raises ZA147 (the key was
used for another request), ZA306 (that request is still running).';
revoke all on function analytics_api.take_idempotency_key(text, bytea) from public;
grant execute on function analytics_api.take_idempotency_key(text, bytea) to analytics_api_user;
