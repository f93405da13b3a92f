create or replace function analytics.find_training_job(
    p_model_id uuid,
    p_job_id uuid,
    p_scope text
)
returns analytics.forecast_training_jobs
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_model analytics.forecast_models := analytics.find_model(p_model_id, p_scope);
    v_job analytics.forecast_training_jobs;
begin
    select j.* into v_job
    from analytics.forecast_training_jobs as j
    where j.vendor_id = v_model.vendor_id and j.model_id = v_model.id and j.id = p_job_id;
    if v_job.id is null then
        raise exception using
            errcode = 'ZA226',
            message = 'the model has no such job',
            hint = 'analytics_api.get_model names the latest';
    end if;
    return v_job;
end;
$$;

comment on function analytics.find_training_job(uuid, uuid, text) is
'A job of a model of one of the caller''s vendors. Raises ZA225 (no such model), ZA226,
ZA407 (a key without the scope).';
revoke all on function analytics.find_training_job(uuid, uuid, text) from public;
grant execute on function analytics.find_training_job(uuid, uuid, text) to analytics_definer;
