create or replace function analytics.takes_turn(p_etag text, p_in_turn boolean)
returns boolean
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return not p_in_turn or p_etag is null
        or pg_catalog.pg_try_advisory_xact_lock(hashtextextended(p_etag, 0));
end;
$$;

comment on function analytics.takes_turn(text, boolean) is
'Whether the caller is to calculate the answer of a tag: always, or with p_in_turn only while nobody
else does; the turn ends with the transaction.';
revoke all on function analytics.takes_turn(text, boolean) from public;
grant execute on function analytics.takes_turn(text, boolean) to analytics_definer;
