create or replace function analytics.current_moment()
returns timestamptz
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select coalesce(analytics.read_setting('analytics.now')::timestamptz, statement_timestamp())
    );
end;
$$;

comment on function analytics.current_moment() is
'The moment from which named ranges are counted: now, or the setting analytics.now, by which tests
and audits choose it.';
revoke all on function analytics.current_moment() from public;
grant execute on function analytics.current_moment() to analytics_definer;
