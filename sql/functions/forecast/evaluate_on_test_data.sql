create or replace function analytics.evaluate_on_test_data(
    p_model analytics.forecast_models,
    p_series jsonb,
    p_now timestamptz
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_version analytics.forecast_model_versions := analytics.require_champion(p_model);
    v_past float8[];
    v_figures jsonb;
begin
    select s.month_values into v_past
    from analytics.read_model_series(p_model, p_now) as s;
    perform analytics.raise_request_problems((
        select jsonb_agg(case
            when m.month_on <= v_version.trained_until then analytics.request_problem(
                'ZA182', format('/testData/%s/month', m.place - 1), format(
                    'the version was trained on months until %s: test data come after them',
                    to_char(v_version.trained_until, 'YYYY-MM')
                )
            )
            when p.month_on is null then analytics.request_problem(
                'ZA182', format('/testData/%s/month', m.place - 1),
                format('version %s has no forecast of this month', v_version.version)
            )
        end order by m.place)
        from (
            select (e.item ->> 'month' || '-01')::date as month_on, e.place
            from jsonb_array_elements(p_series) with ordinality as e (item, place)
        ) as m
        left join analytics.forecast_predictions as p
            on p.vendor_id = v_version.vendor_id and p.model_id = v_version.model_id
            and p.version = v_version.version and p.month_on = m.month_on
    ));
    select analytics.describe_evaluation(
        array_agg((e.item ->> 'value')::float8 order by p.month_on),
        array_agg(p order by p.month_on), v_past
    )
    into v_figures
    from jsonb_array_elements(p_series) as e (item)
    inner join analytics.forecast_predictions as p
        on p.vendor_id = v_version.vendor_id and p.model_id = v_version.model_id
        and p.version = v_version.version and p.month_on = (e.item ->> 'month' || '-01')::date;
    return v_figures;
end;
$$;

comment on function analytics.evaluate_on_test_data(
    analytics.forecast_models, jsonb, timestamptz
) is
'How well the champion of a model forecast the months of a series that was sent. Raises ZA182 for
months that it was trained on, or has not forecast, and ZA330 (it is not trained yet).';
revoke all on function analytics.evaluate_on_test_data(
    analytics.forecast_models, jsonb, timestamptz
) from public;
grant execute on function analytics.evaluate_on_test_data(
    analytics.forecast_models, jsonb, timestamptz
) to analytics_definer;
