create or replace function analytics.next_update_time(p_plan jsonb)
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

comment on function analytics.next_update_time(jsonb) is
'When it is worth asking again: answers follow each commit, and dashboards the fold.';
revoke all on function analytics.next_update_time(jsonb) from public;
grant execute on function analytics.next_update_time(jsonb) to analytics_definer;
