create or replace function analytics.queue_training(
    p_model analytics.forecast_models,
    p_kind text,
    p_reason text,
    p_now timestamptz,
    p_request jsonb default '{}'
)
returns analytics.forecast_training_jobs
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_job analytics.forecast_training_jobs;
begin
    -- Two that ask at once: the second waits here, and then sees the first.
    perform from analytics.forecast_models as m
    where m.vendor_id = p_model.vendor_id and m.id = p_model.id
    for no key update;
    if exists (
        select from analytics.forecast_training_jobs as j
        where j.vendor_id = p_model.vendor_id and j.model_id = p_model.id
            and j.state in ('queued', 'running') and j.kind = p_kind
    ) then
        raise exception using
            errcode = 'ZA332',
            message = 'this model has a job of this kind already that is not done',
            hint = 'wait for it, or cancel it';
    end if;
    insert into analytics.forecast_training_jobs as j (
        vendor_id, model_id, kind, reason, request, created_at
    )
    values (p_model.vendor_id, p_model.id, p_kind, p_reason, p_request, p_now)
    returning j.* into v_job;
    -- What the database can do by itself needs no worker.
    if p_model.model_type = 'time_series' and p_kind = 'train' then
        update analytics.forecast_training_jobs as j
        set state = 'succeeded', progress = 1, message = 'done', started_at = p_now,
            finished_at = p_now, version = analytics.train_time_series(p_model, p_now)
        where j.vendor_id = v_job.vendor_id and j.id = v_job.id
        returning j.* into v_job;
    end if;
    return v_job;
end;
$$;

comment on function analytics.queue_training(
    analytics.forecast_models, text, text, timestamptz, jsonb
) is
'Queue a job for the forecasting worker; time_series is trained at once. Raises ZA332 where the
model has one already, ZA333 where it has no months. Whoever calls it has checked the caller.';
revoke all on function analytics.queue_training(
    analytics.forecast_models, text, text, timestamptz, jsonb
) from public;
grant execute on function analytics.queue_training(
    analytics.forecast_models, text, text, timestamptz, jsonb
) to analytics_definer;
