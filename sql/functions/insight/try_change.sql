create or replace function analytics.try_change(
    p_kind text,
    p_change float8,
    p_forecast jsonb,
    p_months jsonb,
    p_currency text
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with future as (
        select
            sum(greatest(f.forecast - f.books, 0)) as bookings,
            sum(greatest(f.forecast - f.books, 0) * m.price) as revenue
        from rows from (
            jsonb_to_recordset(p_months) as (price float8)
        ) with ordinality as m (price, place)
        inner join rows from (
            jsonb_to_recordset(p_forecast -> 'months') as (forecast float8, books float8)
        ) with ordinality as f (forecast, books, place) on f.place = m.place
    ), assumption as (
        select a.elasticity, a.place, (1 + p_change) ^ a.elasticity as bookings_factor,
            (1 + p_change) ^ (a.elasticity + (p_kind = 'priceChange')::integer) as revenue_factor
        from unnest(case p_kind when 'priceChange' then array[0, -0.5, -1, -1.5]
            else array[0, 0.3, 0.6, 1] end::float8[]) with ordinality as a (elasticity, place)
    )
    select jsonb_build_object(
        'kind', p_kind,
        'input', p_change,
        'method', 'a range by assumption: the data of one vendor do not say how '
            || case p_kind when 'priceChange'
                then 'clients answer to a price, because prices and demand move together'
                else 'inquiries answer to spending, because spending is not recorded' end,
        'isEstimated', false,
        'bookingsToCome', round(f.bookings::numeric, 1),
        'currency', p_currency,
        'revenueToCome', round(f.revenue::numeric, 2),
        'breakEvenShare', case when p_kind = 'priceChange'
            then round((1 / (1 + p_change) - 1)::numeric, 3) end,
        'scenarios', jsonb_agg(jsonb_build_object(
            'assumption', format(
                case p_kind when 'priceChange' then 'price elasticity of demand %s'
                    else 'elasticity of bookings to marketing %s' end, a.elasticity
            ),
            'elasticity', a.elasticity,
            'bookingsChange', round((f.bookings * (a.bookings_factor - 1))::numeric, 1),
            'revenueChange', round((f.revenue * (a.revenue_factor - 1))::numeric, 2)
        ) order by a.place),
        'limits', jsonb_build_array(
            'What is on the books already does not change.',
            case p_kind when 'priceChange'
                then 'breakEvenShare is the change of bookings at which revenue stays what it is.'
                else 'The cost of the marketing is not subtracted.' end
        )
    )
    from future as f
    cross join assumption as a
    group by f.bookings, f.revenue
$$;

comment on function analytics.try_change(text, float8, jsonb, jsonb, text) is
'What-if: another price (priceChange) or more marketing (marketingChange), as shares. Neither
effect can be told from the records of one vendor, so it is a range over elasticities that the
answer names.';
revoke all on function analytics.try_change(text, float8, jsonb, jsonb, text) from public;
grant execute on function analytics.try_change(text, float8, jsonb, jsonb, text)
to analytics_definer;
