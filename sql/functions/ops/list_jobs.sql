create or replace function analytics_api.list_jobs()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select coalesce(jsonb_agg(
        jsonb_build_object(
            'name', j.job_name,
            'description', j.description,
            'every', j.every,
            'isEnabled', j.is_enabled,
            'nextRunAt', j.next_run_at,
            'lastStartedAt', j.last_started_at,
            'lastFinishedAt', j.last_finished_at,
            'lastStatus', j.last_status,
            'lastError', j.last_error
        )
        order by j.every, j.job_name
    ), '[]')
    from analytics.jobs as j
$$;

comment on function analytics_api.list_jobs() is
'What runs by itself: each job with its interval, its last run and when it is due next.';
revoke all on function analytics_api.list_jobs() from public;
grant execute on function analytics_api.list_jobs() to analytics_api_user;
