create or replace function analytics.claim_training_job(
    p_worker_name text,
    p_lease interval default interval '60 seconds',
    p_now timestamptz default clock_timestamp()
)
returns setof analytics.forecast_training_jobs
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    c_attempts_max constant integer := 3;
    v_vendor_id uuid;
    v_job_id uuid;
begin
    -- What ends its worker every time would do so for ever.
    update analytics.forecast_training_jobs as j
    set state = 'failed', finished_at = p_now, lease_until = null,
        message = format('the worker ended %s times while it was at it', j.attempt_count)
    where j.state = 'running' and j.lease_until < p_now and j.attempt_count >= c_attempts_max;
    -- In a statement of its own: joined to the update, limit 1 may be read more than once.
    select q.vendor_id, q.id
    into v_vendor_id, v_job_id
    from analytics.forecast_training_jobs as q
    where q.state = 'queued' or q.state = 'running' and q.lease_until < p_now
    order by q.created_at, q.id
    limit 1
    for update skip locked;
    return query
    update analytics.forecast_training_jobs as j
    set state = 'running', worker_name = p_worker_name, lease_until = p_now + p_lease,
        attempt_count = j.attempt_count + 1, started_at = coalesce(j.started_at, p_now),
        progress = 0, message = 'reading the series'
    where j.vendor_id = v_vendor_id and j.id = v_job_id
    returning j.*;
end;
$$;

comment on function analytics.claim_training_job(text, interval, timestamptz) is
'Take the oldest job that nobody runs, or whose worker has not renewed its lease, for as long as the
lease; none where there is none. One that three workers have ended at fails.';
revoke all on function analytics.claim_training_job(text, interval, timestamptz) from public;
