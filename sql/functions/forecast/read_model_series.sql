create or replace function analytics.read_model_series(
    p_model analytics.forecast_models,
    p_now timestamptz,
    out start_on date,
    out month_values float8[]
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_filter jsonb := p_model.training_data -> 'filter';
begin
    if p_model.training_data ? 'series' then
        select min((s ->> 'month' || '-01')::date),
            array_agg((s ->> 'value')::float8 order by s ->> 'month')
        into start_on, month_values
        from jsonb_array_elements(p_model.training_data -> 'series') as s;
        return;
    end if;
    select m.start_on, m.month_values
    into start_on, month_values
    from analytics.list_monthly_values(
        p_model.target, p_now, array[p_model.vendor_id], p_model.currency,
        (v_filter ->> 'from' || '-01')::date, (v_filter ->> 'to' || '-01')::date
    ) as m;
end;
$$;

comment on function analytics.read_model_series(analytics.forecast_models, timestamptz) is
'The vendor''s own months that a model is trained on: those it was given, or those of the vendor
that its filter lets through. Null where there are none.';
revoke all on function analytics.read_model_series(analytics.forecast_models, timestamptz)
from public;
grant execute on function analytics.read_model_series(analytics.forecast_models, timestamptz)
to analytics_definer;
