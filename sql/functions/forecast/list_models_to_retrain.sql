create or replace function analytics.list_models_to_retrain(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    select m.id::text
    from analytics.forecast_models as m
    where m.retrain_after_months > 0
        and not exists (
            select from analytics.forecast_training_jobs as j
            where j.vendor_id = m.vendor_id and j.model_id = m.id
                -- One that has failed or was cancelled is not tried again on the same day.
                and (j.state in ('queued', 'running')
                    or j.state in ('failed', 'cancelled')
                    and j.finished_at > p_now - interval '1 day')
        )
        and analytics.find_retrain_reason(m, p_now) is not null
    order by m.vendor_id, m.id
$$;

comment on function analytics.list_models_to_retrain(timestamptz) is
'Models that new months, changed data or drift ask to be trained again, and that are not already.';
revoke all on function analytics.list_models_to_retrain(timestamptz) from public;
