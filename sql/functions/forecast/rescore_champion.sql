create or replace function analytics.rescore_champion(
    p_model analytics.forecast_models,
    p_now timestamptz
)
returns numeric
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_champion analytics.forecast_model_versions;
    v_values float8[];
    v_backtest jsonb;
begin
    select v.* into v_champion
    from analytics.forecast_model_versions as v
    where v.vendor_id = p_model.vendor_id and v.model_id = p_model.id and v.state = 'champion';
    if v_champion.version is null then
        return null;
    end if;
    select s.month_values into v_values
    from analytics.read_model_series(
        analytics.recall_model(v_champion.recipe, p_model.vendor_id, p_model.id), p_now
    ) as s;
    if v_values is null then
        return null;
    end if;
    v_backtest := analytics.backtest_time_series(
        v_values, (p_model.validation ->> 'horizon')::integer,
        (p_model.validation ->> 'origins')::integer, p_model.target in ('bookings', 'weddings')
    );
    return coalesce(
        nullif(v_backtest -> 'mase', 'null'), nullif(v_backtest -> 'mae', 'null')
    )::numeric;
end;
$$;

comment on function analytics.rescore_champion(analytics.forecast_models, timestamptz) is
'What the champion of a model of type time_series scores on the months of today, measured as the
model is measured now: over the same distance and at as many origins as whoever challenges it. Null
where there is none, or nothing to measure it by.';
revoke all on function analytics.rescore_champion(analytics.forecast_models, timestamptz)
from public;
grant execute on function analytics.rescore_champion(analytics.forecast_models, timestamptz)
to analytics_definer;
