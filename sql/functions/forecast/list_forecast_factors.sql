create or replace function analytics.list_forecast_factors(
    p_start_on date,
    p_values float8[],
    p_basis text
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_count integer := coalesce(cardinality(p_values), 0);
    v_last float8 := (select sum(v) from unnest(p_values[greatest(1, v_count - 11):]) as v);
    v_before float8;
    v_month integer;
    v_share float8;
begin
    if v_count >= 24 then
        v_before := (select sum(v) from unnest(p_values[v_count - 23:v_count - 12]) as v);
        -- Which month of the year is the strongest, over the last whole years.
        select s.month_of_year, s.share
        into v_month, v_share
        from (
            select
                extract(month from p_start_on + make_interval(months => i - 1))::integer
                    as month_of_year,
                sum(p_values[i]) / nullif(sum(sum(p_values[i])) over (), 0) as share
            from generate_series(v_count - v_count / 12 * 12 + 1, v_count) as i
            group by 1
        ) as s
        order by s.share desc nulls last, s.month_of_year
        limit 1;
    end if;
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
            'factor', f.factor, 'effect', round(f.effect::numeric, 4), 'statement', f.statement
        ) order by f.place), '[]')
        from (values
            (1, 'growth', v_last / nullif(v_before, 0) - 1, format(
                'the last twelve months brought %s, those before them %s',
                round(v_last::numeric, 1), round(v_before::numeric, 1)
            )),
            (2, 'season', v_share * 12 - 1, format(
                'the strongest month of the year is %s, with %s times a usual month',
                to_char(make_date(2000, coalesce(v_month, 1), 1), 'FMMonth'),
                round((v_share * 12)::numeric, 2)
            )),
            (3, 'market', case p_basis when 'market estimate' then 1
                when 'own history and market' then 0.5 end::float8,
                'for want of months of its own the forecast rests on the market')
        ) as f (place, factor, effect, statement)
        where f.effect is not null
    );
end;
$$;

comment on function analytics.list_forecast_factors(date, float8[], text) is
'What a forecast goes by, each with the figures it rests on: growth from year to year, the season,
and the market where own history is short.';
revoke all on function analytics.list_forecast_factors(date, float8[], text) from public;
grant execute on function analytics.list_forecast_factors(date, float8[], text)
to analytics_definer;
