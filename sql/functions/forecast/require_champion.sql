create or replace function analytics.require_champion(p_model analytics.forecast_models)
returns analytics.forecast_model_versions
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_champion analytics.forecast_model_versions;
    v_job analytics.forecast_training_jobs;
begin
    select v.* into v_champion
    from analytics.forecast_model_versions as v
    where v.vendor_id = p_model.vendor_id and v.model_id = p_model.id and v.state = 'champion';
    if v_champion.version is null then
        select j.* into v_job
        from analytics.forecast_training_jobs as j
        where j.vendor_id = p_model.vendor_id and j.model_id = p_model.id
        order by j.created_at desc, j.id
        limit 1;
        raise exception using
            errcode = 'ZA330',
            message = format(
                'the model is not trained yet: its job is %s (%s)', v_job.state, v_job.message
            ),
            hint = case when v_job.state = 'queued'
                then 'run "wedsync forecast worker", or wait for it'
                else 'see the job, or ask for an update' end;
    end if;
    return v_champion;
end;
$$;

comment on function analytics.require_champion(analytics.forecast_models) is
'The version of a model that answers. Raises ZA330 where there is none yet: nothing is made up.';
revoke all on function analytics.require_champion(analytics.forecast_models) from public;
grant execute on function analytics.require_champion(analytics.forecast_models)
to analytics_definer;
