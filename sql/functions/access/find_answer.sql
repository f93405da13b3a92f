create or replace function analytics.find_answer(p_key text, p_request_sha256 bytea)
returns analytics.idempotency_keys
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_caller record;
    v_answer analytics.idempotency_keys;
begin
    select c.vendor_id, c.caller into v_caller from analytics.current_caller() as c;
    -- Held until the answer is committed with the work, or neither is.
    if not pg_try_advisory_xact_lock(hashtextextended(
        concat_ws(' ', 'idempotency', v_caller.vendor_id, v_caller.caller, p_key), 0
    )) then
        raise exception using
            errcode = 'ZA306',
            message = 'a request with this Idempotency-Key is still running',
            hint = 'send it again when that one is answered, or has failed';
    end if;
    -- A statement of its own: it sees what was committed before the lock was let go.
    select k.* into v_answer
    from analytics.idempotency_keys as k
    where k.vendor_id = v_caller.vendor_id and k.caller = v_caller.caller
        and k.idempotency_key = p_key and k.expires_at > clock_timestamp();
    if v_answer.request_sha256 <> p_request_sha256 then
        raise exception using
            errcode = 'ZA147',
            message = 'this Idempotency-Key was used for another request',
            hint = 'make a new key for each request, and keep it for its retries';
    end if;
    return v_answer;
end;
$$;

comment on function analytics.find_answer(text, bytea) is
'The answer that the caller was given to this request with this key; null the first time, when the
transaction takes the key. Runs as the owner of the table. Raises ZA147 (the key was used for
another request), ZA306 (that request is still running).';
revoke all on function analytics.find_answer(text, bytea) from public;
grant execute on function analytics.find_answer(text, bytea) to analytics_definer;
