create or replace function analytics.store_evaluation(
    p_model analytics.forecast_models,
    p_kind text,
    p_figures jsonb
)
returns analytics.forecast_evaluations
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_evaluation analytics.forecast_evaluations;
begin
    insert into analytics.forecast_evaluations as e (vendor_id, model_id, version, kind, figures)
    select v.vendor_id, v.model_id, v.version, p_kind, p_figures
    from analytics.forecast_model_versions as v
    where v.vendor_id = p_model.vendor_id and v.model_id = p_model.id and v.state = 'champion'
    returning e.* into v_evaluation;
    return v_evaluation;
end;
$$;

comment on function analytics.store_evaluation(analytics.forecast_models, text, jsonb) is
'Keep how well the champion of a model did. Whoever calls it has checked the caller.';
revoke all on function analytics.store_evaluation(analytics.forecast_models, text, jsonb)
from public;
grant execute on function analytics.store_evaluation(analytics.forecast_models, text, jsonb)
to analytics_definer;
