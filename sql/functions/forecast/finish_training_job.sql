create or replace function analytics.finish_training_job(
    p_job analytics.forecast_training_jobs,
    p_state text,
    p_message text,
    p_result jsonb default null,
    p_now timestamptz default clock_timestamp()
)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_model analytics.forecast_models;
    v_version integer;
begin
    -- Whoever lost the job meanwhile writes nothing.
    perform from analytics.forecast_training_jobs as j
    where j.vendor_id = p_job.vendor_id and j.id = p_job.id and j.state = 'running'
        and j.attempt_count = p_job.attempt_count
    for update;
    if not found then
        return false;
    end if;
    select m.* into v_model
    from analytics.forecast_models as m
    where m.vendor_id = p_job.vendor_id and m.id = p_job.model_id;
    if p_state = 'succeeded' and p_job.kind = 'train' then
        v_version := analytics.store_model_version(v_model, p_result, p_now);
    elsif p_state = 'succeeded' then
        v_version := (analytics.store_evaluation(
            v_model, 'holdout', p_result || jsonb_build_object('jobId', p_job.id)
        )).version;
    end if;
    update analytics.forecast_training_jobs as j
    set state = p_state, message = p_message, version = v_version, finished_at = p_now,
        progress = case when p_state = 'succeeded' then 1 else j.progress end, lease_until = null
    where j.vendor_id = p_job.vendor_id and j.id = p_job.id;
    return true;
end;
$$;

comment on function analytics.finish_training_job(
    analytics.forecast_training_jobs, text, text, jsonb, timestamptz
) is
'End a job as succeeded, with its result, as failed or as cancelled: all in one transaction. False,
and nothing is written, where another worker has it or it is gone.';
revoke all on function analytics.finish_training_job(
    analytics.forecast_training_jobs, text, text, jsonb, timestamptz
) from public;
