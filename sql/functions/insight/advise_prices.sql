create or replace function analytics.advise_prices(p_vendor_id uuid, p_today date)
returns setof analytics.recommendation_draft
language sql
stable
security invoker
set search_path = ''
as $$
    with saturday as materialized (
        select s.*, extract(month from s.saturday)::integer as month,
            s.saturday >= p_today - 365 as is_last_year
        from analytics.list_saturday_use(p_vendor_id, p_today - 730, p_today) as s
    ), peak as (
        -- Chosen by one year and measured in the next: chosen and measured in the same, months look
        -- fuller than they are.
        select s.month
        from saturday as s
        where not s.is_last_year
        group by s.month
        having avg(s.is_sold_out::integer) >= 0.5
    ), measured as (
        select
            array_agg(distinct s.month order by s.month) as months, count(*)::float8 as saturdays,
            count(*) filter (where s.is_sold_out)::float8 as sold_out, sum(s.total)::float8 as total
        from saturday as s
        inner join peak as p on p.month = s.month
        where s.is_last_year
    )
    select
        'pricing_optimization', 'saturdays:' || array_to_string(m.months, ','),
        'Raise the price of Saturdays in the peak months by 10 %',
        format(
            'In %s, %s of %s Saturdays were sold out last year. There a client lost to a higher '
            'price leaves a place that another takes; 10 %% more is worth about %s a year.',
            (
                select string_agg(to_char(make_date(2000, n, 1), 'FMMonth'), ', ' order by n)
                from unnest(m.months) as n
            ),
            m.sold_out, m.saturdays,
            round((m.total * 0.1 * m.sold_out / m.saturdays)::numeric)
        ),
        m.total * (0.1 - 0.1 * (1 - m.sold_out / m.saturdays)),
        least(
            m.total * (0.1 - 0.15 * (1 - w.low)),
            m.total * (0.1 - 0.1 * (1 - m.sold_out / m.saturdays))
        ),
        m.total * (0.1 - 0.05 * (1 - w.high)),
        'revenue',
        'share of sold-out Saturdays (Wilson), with elasticities from -1.5 to -0.5 on the others',
        array[
            'a place on a sold-out Saturday that one client leaves is taken by another',
            'on the other Saturdays the price elasticity is -1, at worst -1.5, at best -0.5: it '
            'cannot be told from the records'
        ],
        jsonb_build_object(
            'from', p_today - 365, 'until', p_today, 'months', m.months,
            'saturdays', m.saturdays, 'soldOut', m.sold_out,
            'soldOutShare', round((m.sold_out / m.saturdays)::numeric, 4),
            'interval95', jsonb_build_object(
                'low', round(w.low::numeric, 4), 'high', round(w.high::numeric, 4)
            ),
            'saturdayRevenue', m.total
        ),
        jsonb_build_object('kind', 'mean_value', 'months', m.months)
    from measured as m
    cross join lateral analytics.wilson_interval(m.sold_out, m.saturdays, 1.96) as w
    where m.sold_out >= 0.25 * m.saturdays and m.total > 0
$$;

comment on function analytics.advise_prices(uuid, date) is
'Advice on prices: months whose Saturdays were sold out, chosen by one year and measured in the
next.';
revoke all on function analytics.advise_prices(uuid, date) from public;
grant execute on function analytics.advise_prices(uuid, date) to analytics_definer;
