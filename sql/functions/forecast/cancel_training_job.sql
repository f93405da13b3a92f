create or replace function analytics_api.cancel_training_job(p_model_id uuid, p_job_id uuid)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_job analytics.forecast_training_jobs := analytics.find_training_job(
        p_model_id, p_job_id, 'admin'
    );
begin
    return analytics.describe_training_job(analytics.request_cancel(v_job));
end;
$$;

comment on function analytics_api.cancel_training_job(uuid, uuid) is
'Cancel a job: one that waits at once, one that runs at its next step. Raises ZA225, ZA226, ZA331
(it is done already).';
revoke all on function analytics_api.cancel_training_job(uuid, uuid) from public;
grant execute on function analytics_api.cancel_training_job(uuid, uuid) to analytics_api_user;
