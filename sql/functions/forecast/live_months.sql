create or replace function analytics.live_months(
    p_version analytics.forecast_model_versions,
    p_now timestamptz
)
returns table (
    month_on date, actual float8, predicted float8, low_95 float8, high_95 float8
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_model analytics.forecast_models;
    v_last_on date;
    v_start_on date;
    v_values float8[];
begin
    -- As it is now: the filter of the training ends what it learns from, not what comes.
    select m.* into v_model
    from analytics.forecast_models as m
    where m.vendor_id = p_version.vendor_id and m.id = p_version.model_id;
    select s.start_on, s.month_values
    into v_start_on, v_values
    from analytics.list_monthly_values(
        v_model.target, p_now, array[v_model.vendor_id], v_model.currency
    ) as s;
    v_last_on := v_start_on + make_interval(months => cardinality(v_values) - 1);
    return query
    select
        p.month_on,
        v_values[1 + analytics.month_number(p.month_on) - analytics.month_number(v_start_on)],
        p.predicted::float8, p.low_95::float8, p.high_95::float8
    from analytics.forecast_predictions as p
    where p.vendor_id = p_version.vendor_id and p.model_id = p_version.model_id
        and p.version = p_version.version and p.month_on between v_start_on and v_last_on
    order by p.month_on;
end;
$$;

comment on function analytics.live_months(analytics.forecast_model_versions, timestamptz) is
'The months that a version has forecast and that are over, beside what came.';
revoke all on function analytics.live_months(analytics.forecast_model_versions, timestamptz)
from public;
grant execute on function analytics.live_months(analytics.forecast_model_versions, timestamptz)
to analytics_definer;
