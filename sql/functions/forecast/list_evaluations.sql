create or replace function analytics_api.list_evaluations(p_model_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_model analytics.forecast_models := analytics.find_model(p_model_id, 'read');
begin
    return (
        select jsonb_build_object('evaluations', coalesce(jsonb_agg(
            analytics.describe_stored_evaluation(e) order by e.created_at desc, e.id
        ), '[]'))
        from analytics.forecast_evaluations as e
        where e.vendor_id = v_model.vendor_id and e.model_id = v_model.id
    );
end;
$$;

comment on function analytics_api.list_evaluations(uuid) is
'{"evaluations"} of a model, newest first. Raises ZA225.';
revoke all on function analytics_api.list_evaluations(uuid) from public;
grant execute on function analytics_api.list_evaluations(uuid) to analytics_api_user;
