create or replace function analytics.describe_model_version(
    p_version analytics.forecast_model_versions
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'version', p_version.version,
        'state', p_version.state,
        'recipe', p_version.recipe #- '{trainingData,series}',
        'dataHash', p_version.data_hash,
        'trainedFrom', to_char(p_version.trained_from, 'YYYY-MM'),
        'trainedUntil', to_char(p_version.trained_until, 'YYYY-MM'),
        'seriesCount', p_version.series_count,
        'backtest', p_version.backtest - 'windows',
        'score', p_version.score,
        'basis', p_version.summary -> 'basis',
        'notes', p_version.summary -> 'notes',
        'featureImportance', p_version.summary -> 'featureImportance',
        'createdAt', p_version.created_at,
        'promotedAt', p_version.promoted_at
    )
$$;

comment on function analytics.describe_model_version(analytics.forecast_model_versions) is
'A version of a model as the interface shows it.';
revoke all on function analytics.describe_model_version(analytics.forecast_model_versions)
from public;
grant execute on function analytics.describe_model_version(analytics.forecast_model_versions)
to analytics_definer;
