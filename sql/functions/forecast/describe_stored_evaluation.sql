create or replace function analytics.describe_stored_evaluation(
    p_evaluation analytics.forecast_evaluations
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'id', p_evaluation.id,
        'modelId', p_evaluation.model_id,
        'version', p_evaluation.version,
        'kind', p_evaluation.kind,
        'figures', p_evaluation.figures,
        'createdAt', p_evaluation.created_at
    )
$$;

comment on function analytics.describe_stored_evaluation(analytics.forecast_evaluations) is
'An evaluation as the interface shows it.';
revoke all on function analytics.describe_stored_evaluation(analytics.forecast_evaluations)
from public;
grant execute on function analytics.describe_stored_evaluation(analytics.forecast_evaluations)
to analytics_definer;
