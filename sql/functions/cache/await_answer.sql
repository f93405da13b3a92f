create or replace function analytics_api.await_answer(p_etag text)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    perform pg_catalog.pg_advisory_xact_lock_shared(hashtextextended(p_etag, 0));
    return true;
end;
$$;

comment on function analytics_api.await_answer(text) is
'Wait until whoever calculates the answer of a tag has done so, at most as long as lock_timeout.';
revoke all on function analytics_api.await_answer(text) from public;
grant execute on function analytics_api.await_answer(text) to analytics_api_user;
