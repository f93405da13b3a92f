create or replace function analytics.hold_out_months(
    p_model analytics.forecast_models,
    p_months integer,
    p_now timestamptz
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_values float8[];
    v_figures jsonb;
begin
    select s.month_values into v_values
    from analytics.read_model_series(p_model, p_now) as s;
    v_figures := analytics.backtest_time_series(
        v_values, p_months, 1, p_model.target in ('bookings', 'weddings')
    );
    if v_figures -> 'origins' = '0' then
        raise exception using
            errcode = 'ZA333',
            message = format(
                'too few months are left to learn from once %s are held out', p_months
            ),
            hint = 'hold out fewer: a year has to be left';
    end if;
    return v_figures || jsonb_build_object('months', p_months);
end;
$$;

comment on function analytics.hold_out_months(
    analytics.forecast_models, integer, timestamptz
) is
'How time_series forecasts the last months of a model''s series without knowing them. Raises ZA333
where less than a year is left.';
revoke all on function analytics.hold_out_months(analytics.forecast_models, integer, timestamptz)
from public;
grant execute on function analytics.hold_out_months(
    analytics.forecast_models, integer, timestamptz
) to analytics_definer;
