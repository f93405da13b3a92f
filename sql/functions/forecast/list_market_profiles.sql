create or replace function analytics.list_market_profiles(p_months integer[])
returns setof analytics.market_profiles
language sql
stable
security invoker
set search_path = ''
as $$
    with counted as materialized (
        select
            b.vendor_id, t.date_basis, analytics.month_number(t.event_on) as month_number,
            count(*) as booking_count
        from analytics.current_bookings as b
        cross join lateral (values
            ('booked', (b.booked_at at time zone b.time_zone)::date),
            ('wedding', case when b.is_kept and b.booked_at is not null then b.wedding_on end)
        ) as t (date_basis, event_on)
        where t.event_on is not null
        group by 1, 2, 3
    ), history as materialized (
        select
            a.as_of, c.vendor_id, c.date_basis, min(c.month_number) as first_month
        from unnest(p_months) as a (as_of)
        inner join counted as c on c.month_number < a.as_of
        group by 1, 2, 3
        having min(c.month_number) <= a.as_of - 12
    ), month as materialized (
        select
            h.as_of, h.vendor_id, h.date_basis, c.month_number, c.booking_count,
            sum(c.booking_count) over (
                partition by h.as_of, h.vendor_id, h.date_basis
            ) as total_count
        from history as h
        inner join counted as c on c.vendor_id = h.vendor_id and c.date_basis = h.date_basis
            and c.month_number < h.as_of
            and c.month_number >= h.as_of - 12 * least((h.as_of - h.first_month) / 12, 3)
        where not exists (
            select from analytics.vendor_settings as s
            where s.vendor_id = h.vendor_id and 'benchmarks' = any(s.opt_outs)
        )
    ), member as (
        select
            g.segment, m.*,
            -- The largest vendor does not speak for all.
            least(1, 500 / m.total_count) as loudness
        from month as m
        inner join analytics.vendor_profiles as p on p.vendor_id = m.vendor_id
        cross join lateral (values (''), (p.vendor_type)) as g (segment)
        where m.total_count >= 12 and g.segment is not null
    ), level as (
        select
            m.segment, m.date_basis, m.as_of, count(distinct m.vendor_id) as vendor_count,
            sum(m.loudness * m.booking_count) as total,
            sum(m.loudness * m.booking_count) filter (
                where m.month_number >= m.as_of - 12
                    and m.vendor_id in (
                        select h.vendor_id from history as h
                        where h.as_of = m.as_of and h.date_basis = m.date_basis
                            and h.first_month <= m.as_of - 24
                    )
            ) / nullif(sum(m.loudness * m.booking_count) filter (
                where m.month_number between m.as_of - 24 and m.as_of - 13
            ), 0) as growth
        from member as m
        group by m.segment, m.date_basis, m.as_of
        having count(distinct m.vendor_id) >= 5
    )
    select
        l.segment, l.date_basis, analytics.month_start(l.as_of),
        array(
            -- No month is impossible: shares are divided by.
            select (coalesce((
                select sum(m.loudness * m.booking_count) from member as m
                where m.segment = l.segment and m.date_basis = l.date_basis
                    and m.as_of = l.as_of and m.month_number % 12 = p.phase
            ), 0) + l.total / 1000) / (l.total * 1.012)
            from generate_series(0, 11) as p (phase)
            order by p.phase
        )::float8[],
        least(greatest(coalesce(l.growth, 1), 0.7), 1.4)::float8, l.vendor_count::integer
    from level as l
$$;

comment on function analytics.list_market_profiles(integer[]) is
'How bookings of each segment were spread over the year in up to three years before each of these
months, over the vendors with a year and twelve bookings that take part in benchmarks, at least
five; for whoever sees every vendor. The same vendor counts in its type and in the whole market.';
revoke all on function analytics.list_market_profiles(integer[]) from public;
