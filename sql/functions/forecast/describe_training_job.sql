create or replace function analytics.describe_training_job(
    p_job analytics.forecast_training_jobs
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'id', p_job.id,
        'modelId', p_job.model_id,
        'vendorId', p_job.vendor_id,
        'kind', p_job.kind,
        'reason', p_job.reason,
        'state', p_job.state,
        'progress', p_job.progress,
        'message', p_job.message,
        'attempts', p_job.attempt_count,
        'isCancelRequested', p_job.is_cancel_requested,
        'version', p_job.version,
        'createdAt', p_job.created_at,
        'startedAt', p_job.started_at,
        'finishedAt', p_job.finished_at
    )
$$;

comment on function analytics.describe_training_job(analytics.forecast_training_jobs) is
'A job of the forecasting worker as the interface shows it; progress goes from 0 to 1.';
revoke all on function analytics.describe_training_job(analytics.forecast_training_jobs)
from public;
grant execute on function analytics.describe_training_job(analytics.forecast_training_jobs)
to analytics_definer;
