create or replace function analytics.training_job(
    p_vendor_id uuid,
    p_job_id uuid,
    p_attempt_count integer
)
returns analytics.forecast_training_jobs
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_job analytics.forecast_training_jobs;
begin
    select j.* into v_job
    from analytics.forecast_training_jobs as j
    where j.vendor_id = p_vendor_id and j.id = p_job_id;
    v_job.attempt_count := p_attempt_count;
    return v_job;
end;
$$;

comment on function analytics.training_job(uuid, uuid, integer) is
'A job as the worker that has claimed it names it: by the number of its attempt, which is another
once a second worker has taken it over.';
revoke all on function analytics.training_job(uuid, uuid, integer) from public;
