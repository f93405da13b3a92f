create or replace function analytics.list_feature_series(
    p_model analytics.forecast_models,
    p_vendor_ids uuid[],
    p_now timestamptz
)
returns table (
    feature_name text, lag_months integer, series_id text, start_on date, month_values float8[]
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    -- Columns of a series that was sent.
    return query
    select c.item ->> 'name', (c.item ->> 'lagMonths')::integer, p_model.vendor_id::text,
        (p_model.training_data #>> '{series,0,month}' || '-01')::date,
        array(select v::float8 from jsonb_array_elements_text(c.item -> 'values') as v)
    from jsonb_array_elements(p_model.training_data -> 'columns') as c (item);
    if p_model.training_data ? 'series' then
        return;
    end if;
    return query
    select f.feature_name, f.lag_months, m.vendor_id::text, m.start_on, m.month_values
    from analytics.forecast_features as f
    cross join lateral analytics.list_monthly_values(f.metric_name, p_now, p_vendor_ids) as m
    where f.feature_name = any (p_model.features) and f.source = 'metric'
    order by f.feature_name, m.vendor_id;
end;
$$;

comment on function analytics.list_feature_series(
    analytics.forecast_models, uuid[], timestamptz
) is
'Other figures by month that a model looks at, of each vendor: metrics of the registry of features,
or the columns of a series that was sent. At the beginning of month o those up to o - lag_months.';
revoke all on function analytics.list_feature_series(
    analytics.forecast_models, uuid[], timestamptz
) from public;
