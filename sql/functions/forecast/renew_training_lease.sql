create or replace function analytics.renew_training_lease(
    p_job analytics.forecast_training_jobs,
    p_progress numeric,
    p_message text,
    p_lease interval default interval '60 seconds',
    p_now timestamptz default clock_timestamp()
)
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_is_cancelled boolean;
begin
    update analytics.forecast_training_jobs as j
    set lease_until = p_now + p_lease, message = p_message,
        progress = greatest(j.progress, least(p_progress, 0.99))
    where j.vendor_id = p_job.vendor_id and j.id = p_job.id and j.state = 'running'
        and j.attempt_count = p_job.attempt_count
    returning j.is_cancel_requested into v_is_cancelled;
    return case
        when v_is_cancelled is null then 'lost'
        when v_is_cancelled then 'cancelled'
        else 'held'
    end;
end;
$$;

comment on function analytics.renew_training_lease(
    analytics.forecast_training_jobs, numeric, text, interval, timestamptz
) is
'Keep a job for another lease, and note how far it is. held: go on; cancelled: stop; lost: another
worker has it, or it is gone.';
revoke all on function analytics.renew_training_lease(
    analytics.forecast_training_jobs, numeric, text, interval, timestamptz
) from public;
