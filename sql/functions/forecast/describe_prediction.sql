create or replace function analytics.describe_prediction(
    p_prediction analytics.forecast_predictions,
    p_level numeric
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'month', to_char(p_prediction.month_on, 'YYYY-MM'),
        'value', round(p_prediction.predicted, 2),
        'low', round(
            case p_level when 0.8 then p_prediction.low_80 else p_prediction.low_95 end, 2
        ),
        'high', round(
            case p_level when 0.8 then p_prediction.high_80 else p_prediction.high_95 end, 2
        ),
        'interval80', case when p_prediction.low_80 is not null then jsonb_build_array(
            round(p_prediction.low_80, 2), round(p_prediction.high_80, 2)
        ) end,
        'interval95', case when p_prediction.low_95 is not null then jsonb_build_array(
            round(p_prediction.low_95, 2), round(p_prediction.high_95, 2)
        ) end
    )
$$;

comment on function analytics.describe_prediction(analytics.forecast_predictions, numeric) is
'A month of a forecast as the interface shows it, its limits of the level and both intervals.';
revoke all on function analytics.describe_prediction(analytics.forecast_predictions, numeric)
from public;
grant execute on function analytics.describe_prediction(analytics.forecast_predictions, numeric)
to analytics_definer;
