create or replace function analytics.advise_marketing(p_vendor_id uuid, p_today date)
returns setof analytics.recommendation_draft
language sql
stable
security invoker
set search_path = ''
as $$
    with channel as materialized (
        select c.dimension_value as name, c.inquiry_count as inquiries,
            least(c.booking_count, c.inquiry_count) as bookings
        from analytics.count_outcomes(p_vendor_id, 'channel', p_today - 365, p_today) as c
        where c.dimension_value <> '' and c.inquiry_count >= 20
    ), rest as (
        select
            c.name, c.inquiries, c.bookings, sum(o.inquiries) as other_inquiries,
            sum(o.bookings) as other_bookings, count(*) + 1 as channel_count
        from channel as c
        inner join channel as o on o.name <> c.name
        group by c.name, c.inquiries, c.bookings
    ), best as (
        select r.*, d.difference, d.low, d.high
        from rest as r
        -- The best of several looks better than it is: a wider interval (Bonferroni).
        cross join lateral analytics.newcombe_interval(
            r.bookings, r.inquiries, r.other_bookings, r.other_inquiries,
            analytics.normal_quantile(1 - 0.025 / r.channel_count)
        ) as d
        where d.difference > 0
        order by d.low desc, r.name
        limit 1
    )
    select
        'marketing_focus', 'channel:' || b.name,
        format('Put more into %s', b.name),
        format(
            'Of %s inquiries that came by %s in a year %s %% booked, of the %s by other channels '
            '%s %%. A tenth of those moved to %s is worth about %s bookings a year.',
            b.inquiries, b.name, round((100 * b.bookings / b.inquiries)::numeric),
            b.other_inquiries, round((100 * b.other_bookings / b.other_inquiries)::numeric),
            b.name, round((0.1 * b.other_inquiries * b.difference)::numeric, 1)
        ),
        0.1 * b.other_inquiries * b.difference, 0.1 * b.other_inquiries * b.low,
        0.1 * b.other_inquiries * b.high,
        'bookings',
        format(
            'difference of two shares (Newcombe), at a level widened for %s channels',
            b.channel_count
        ),
        array[
            'a tenth of the inquiries of the other channels comes by this one instead',
            'inquiries that come by it then book as those that come by it now'
        ],
        jsonb_build_object(
            'from', p_today - 365, 'until', p_today, 'channel', b.name,
            'inquiries', b.inquiries, 'bookings', b.bookings,
            'otherInquiries', b.other_inquiries, 'otherBookings', b.other_bookings,
            'difference', round(b.difference::numeric, 4),
            'interval95', jsonb_build_object(
                'low', round(b.low::numeric, 4), 'high', round(b.high::numeric, 4)
            )
        ),
        '{"kind": "conversion", "dimension": "", "value": ""}'::jsonb
    from best as b
$$;

comment on function analytics.advise_marketing(uuid, date) is
'Advice on marketing: the channel whose inquiries book more often than those of all others
together, if any does.';
revoke all on function analytics.advise_marketing(uuid, date) from public;
grant execute on function analytics.advise_marketing(uuid, date) to analytics_definer;
