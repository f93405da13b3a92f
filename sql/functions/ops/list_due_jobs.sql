create or replace function analytics.list_due_jobs(p_now timestamptz)
returns setof text
language sql
volatile
security invoker
set search_path = ''
as $$
    select j.job_name
    from analytics.jobs as j
    where j.is_enabled
        and coalesce(j.next_run_at, '-infinity') <= coalesce(p_now, clock_timestamp())
    order by j.every, j.job_name
$$;

comment on function analytics.list_due_jobs(timestamptz) is
'Jobs that are due, the most frequent first. Null is the clock.';
revoke all on function analytics.list_due_jobs(timestamptz) from public;
