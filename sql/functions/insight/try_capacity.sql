create or replace function analytics.try_capacity(
    p_capacity jsonb,
    p_forecast jsonb,
    p_months jsonb,
    p_saturday_share float8
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with month as materialized (
        select
            m.month, m.saturdays, m.price, f.forecast, f.books,
            greatest(f.forecast - f.books, 0) as to_come,
            case when p_capacity ? 'perSaturday' then p_saturday_share else 1 end as share,
            case when p_capacity ? 'perSaturday'
                then (p_capacity ->> 'perSaturday')::numeric::integer * m.saturdays
                else (p_capacity ->> 'perMonth')::numeric::integer
            end as cap
        from rows from (
            jsonb_to_recordset(p_months) as (month text, saturdays integer, price float8)
        ) with ordinality as m (month, saturdays, price, place)
        inner join rows from (
            jsonb_to_recordset(p_forecast -> 'months') as (forecast float8, books float8)
        ) with ordinality as f (forecast, books, place) on f.place = m.place
    ), capped as materialized (
        select
            m.*, greatest(0, m.share * m.to_come - analytics.expect_capped(
                m.share * m.to_come, 0.05 + 1 / ((p_forecast ->> 'levelCount')::float8 + 0.5),
                -- Of the books as many lie on Saturdays as usual; they are kept in any case.
                greatest(0, floor(m.cap - m.share * m.books))::integer
            )) as lost
        from month as m
    )
    select jsonb_build_object(
        'kind', 'capacity',
        'input', p_capacity,
        'method', 'the distribution of what is still to come, cut off where the capacity is full',
        'bookingsLost', round(sum(c.lost)::numeric, 1),
        'revenueLost', round(sum(c.lost * c.price)::numeric, 2),
        'months', jsonb_agg(jsonb_build_object(
            'month', c.month, 'capacity', c.cap,
            'predictedBookings', round((c.forecast - c.lost)::numeric, 1),
            'bookingsLost', round(c.lost::numeric, 1)
        ) order by c.month),
        'limits', jsonb_build_array(
            'Couples who asked for a day that was taken are in no booking: what more capacity than '
            'now would bring is not known, what less would cost is.'
        ) || case when p_capacity ? 'perSaturday' then jsonb_build_array(format(
            'Of past weddings %s %% were on Saturdays; the others are taken to stay where they '
            'are.', round(100 * p_saturday_share::numeric)
        )) else '[]' end
    )
    from capped as c
$$;

comment on function analytics.try_capacity(jsonb, jsonb, jsonb, float8) is
'What-if: at most so many weddings a month or a Saturday. What is lost is what passes the cap in
the negative binomial distribution of the bookings to come.';
revoke all on function analytics.try_capacity(jsonb, jsonb, jsonb, float8) from public;
grant execute on function analytics.try_capacity(jsonb, jsonb, jsonb, float8) to analytics_definer;
