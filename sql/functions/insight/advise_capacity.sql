create or replace function analytics.advise_capacity(p_vendor_id uuid, p_today date)
returns setof analytics.recommendation_draft
language sql
stable
security invoker
set search_path = ''
as $$
    with inquiry as materialized (
        select e."timestamp" as at, (e.event_data ->> 'weddingDate')::date as wedding_on
        from public.analytics_events as e
        inner join analytics.vendor_profiles as v on v.vendor_id = e.vendor_id
        where e.vendor_id = p_vendor_id and e.event_type = 'inquiry.received'
            and e."timestamp" >= (p_today - 365)::timestamp at time zone v.time_zone
            and e."timestamp" < p_today::timestamp at time zone v.time_zone
    ), booking as materialized (
        select b.wedding_on, b.booked_at, b.cancelled_at, b.is_cancelled
        from analytics.current_bookings as b
        where b.vendor_id = p_vendor_id and b.booked_at is not null
    ), late as (
        select count(*)::float8 as late_count
        from inquiry as i
        cross join analytics.vendor_profiles as v
        where v.vendor_id = p_vendor_id and (
            select count(*) from booking as b
            where b.wedding_on = i.wedding_on and b.booked_at < i.at
                and not (b.is_cancelled and b.cancelled_at < i.at)
        ) >= v.capacity_per_day_count
    ), conversion as (
        select c.inquiry_count as inquiries, least(c.booking_count, c.inquiry_count) as bookings,
            least(c.booking_count, c.inquiry_count) / c.inquiry_count as share
        from analytics.count_outcomes(p_vendor_id, '', p_today - 365, p_today) as c
        where c.inquiry_count >= 20
    ), missed as (
        select
            l.late_count, c.*, l.late_count * c.share as expected,
            -- Of a product: of the count by chance, and of the share.
            1.96 * sqrt(
                c.share ^ 2 * l.late_count
                + l.late_count ^ 2 * c.share * (1 - c.share) / c.inquiries
            ) as half
        from late as l
        cross join conversion as c
        where l.late_count >= 3 and c.share > 0
    ), peak as (
        select s.month, s.open_count, s.saturdays
        from (
            select
                extract(month from u.saturday)::integer as month, sum(u.wedding_count) as weddings,
                sum(greatest(u.capacity - u.wedding_count, 0)) as open_count,
                count(*) as saturdays
            from analytics.list_saturday_use(p_vendor_id, p_today - 365, p_today) as u
            group by 1
        ) as s
        where s.weddings > 0
        order by s.weddings desc, s.month
        limit 3
    ), unused as (
        select
            array_agg(p.month order by p.month) as months, sum(p.open_count)::float8 as open_count,
            sum(p.saturdays) as saturdays
        from peak as p
    )
    select
        'capacity_adjustment', 'more',
        'Take more weddings on days that are full',
        format(
            '%s inquiries of a year were for days that were full already. Booking like the others '
            '(%s %%) they would have been about %s weddings.',
            m.late_count, round((100 * m.share)::numeric), round(m.expected::numeric, 1)
        ),
        m.expected, m.expected - m.half, m.expected + m.half,
        'bookings',
        'a count times a share (delta method)',
        array[
            'who asked for a full day would book as often as others do',
            'one team more on a full day serves as well as the first'
        ],
        jsonb_build_object(
            'from', p_today - 365, 'until', p_today, 'inquiriesForFullDays', m.late_count,
            'inquiries', m.inquiries, 'bookings', m.bookings
        ),
        '{"kind": "booking_count"}'::jsonb
    from missed as m
    union all
    select
        'capacity_adjustment', 'unused:' || array_to_string(u.months, ','),
        'Fill open Saturdays of the peak months',
        format(
            'In the three busiest months (%s) %s places on Saturdays stayed open last year. '
            'Filling a tenth of them, by a waiting list or shorter weddings, is worth %s weddings.',
            (
                select string_agg(to_char(make_date(2000, n, 1), 'FMMonth'), ', ' order by n)
                from unnest(u.months) as n
            ),
            u.open_count, round((0.1 * u.open_count)::numeric, 1)
        ),
        0.1 * u.open_count, 0, 0.2 * u.open_count,
        'bookings',
        'a range by assumption: nothing of it has been tried',
        array['none to two tenths of the open places can be filled'],
        jsonb_build_object(
            'from', p_today - 365, 'until', p_today, 'months', u.months,
            'openPlaces', u.open_count, 'saturdays', u.saturdays
        ),
        jsonb_build_object('kind', 'booking_count', 'months', u.months)
    from unused as u
    where u.open_count >= 5 and not exists (select from missed)
$$;

comment on function analytics.advise_capacity(uuid, date) is
'Advice on capacity: inquiries that came for days that were full or, where there were none, places
of the busiest months that stayed open.';
revoke all on function analytics.advise_capacity(uuid, date) from public;
grant execute on function analytics.advise_capacity(uuid, date) to analytics_definer;
