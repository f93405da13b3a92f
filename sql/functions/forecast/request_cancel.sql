create or replace function analytics.request_cancel(p_job analytics.forecast_training_jobs)
returns analytics.forecast_training_jobs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_job analytics.forecast_training_jobs;
begin
    update analytics.forecast_training_jobs as j
    set is_cancel_requested = true,
        state = case when j.state = 'queued' then 'cancelled' else j.state end,
        message = case when j.state = 'queued' then 'cancelled' else j.message end,
        finished_at = case when j.state = 'queued' then now() end
    where j.vendor_id = p_job.vendor_id and j.id = p_job.id and j.state in ('queued', 'running')
    returning j.* into v_job;
    if v_job.id is null then
        raise exception using
            errcode = 'ZA331',
            message = 'the job is done and cannot be cancelled any more',
            hint = 'its model has the version that it made';
    end if;
    return v_job;
end;
$$;

comment on function analytics.request_cancel(analytics.forecast_training_jobs) is
'Cancel a job that waits, or ask its worker to. Raises ZA331 for one that is done. Whoever calls it
has checked the caller.';
revoke all on function analytics.request_cancel(analytics.forecast_training_jobs) from public;
grant execute on function analytics.request_cancel(analytics.forecast_training_jobs)
to analytics_definer;
