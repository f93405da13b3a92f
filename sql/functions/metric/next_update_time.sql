create or replace function analytics.next_update_time()
returns timestamptz
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select statement_timestamp() + coalesce(min(j.every), interval '1 second')
        from analytics.jobs as j
        where j.job_name = 'fold'
    );
end;
$$;

comment on function analytics.next_update_time() is
'When it is worth asking again: answers follow each commit, and dashboards the fold.';
revoke all on function analytics.next_update_time() from public;
grant execute on function analytics.next_update_time() to analytics_definer;
