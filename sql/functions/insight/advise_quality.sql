create or replace function analytics.advise_quality(p_vendor_id uuid, p_today date)
returns setof analytics.recommendation_draft
language sql
stable
security invoker
set search_path = ''
as $$
    with event as materialized (
        select
            e.event_type, e.event_data ->> 'clientId' as client_id,
            e.event_data ->> 'inquiryId' as inquiry_id, e."timestamp" as at,
            (e.event_data ->> 'responseMinutes')::float8 as minutes, v.time_zone
        from public.analytics_events as e
        inner join analytics.vendor_profiles as v on v.vendor_id = e.vendor_id
        where e.vendor_id = p_vendor_id
            and e.event_type in ('inquiry.received', 'inquiry.answered', 'message.sent')
            and e."timestamp" >= (p_today - 730)::timestamp at time zone v.time_zone
            and e."timestamp" < p_today::timestamp at time zone v.time_zone
    ), answer as materialized (
        select distinct on (q.key) q.key, e.minutes
        from event as e
        cross join lateral (
            values (e.inquiry_id), (case when e.inquiry_id is null then e.client_id end)
        ) as q (key)
        where e.minutes is not null and q.key is not null
        order by q.key, e.at
    ), booking as materialized (
        select b.client_id, b.booked_at
        from analytics.current_bookings as b
        where b.vendor_id = p_vendor_id and b.booked_at is not null
    ), asked as materialized (
        select i.*, lead(i.at) over (partition by i.client_id order by i.at) as asked_again_at
        from event as i
        where i.event_type = 'inquiry.received' and i.client_id is not null
    ), inquiry as materialized (
        select a.minutes, exists (
            -- What a client booked at another time, another inquiry has led to.
            select from booking as b
            where b.client_id = i.client_id and b.booked_at >= i.at
                and (i.asked_again_at is null or b.booked_at < i.asked_again_at)
        ) as is_booked
        from asked as i
        inner join answer as a on a.key = i.inquiry_id
            or a.key = i.client_id and not exists (
                select from answer as o where o.key = i.inquiry_id
            )
        -- Who asked lately may still book.
        where i.at < (p_today - 60)::timestamp at time zone i.time_zone
    ), half as (
        select percentile_disc(0.5) within group (order by q.minutes) as median
        from inquiry as q
    ), counted as (
        select
            h.median,
            count(*) filter (where q.minutes <= h.median)::float8 as fast,
            count(*) filter (where q.minutes <= h.median and q.is_booked)::float8 as fast_booked,
            count(*) filter (where q.minutes > h.median)::float8 as slow,
            count(*) filter (where q.minutes > h.median and q.is_booked)::float8 as slow_booked
        from inquiry as q
        cross join half as h
        group by h.median
    )
    select
        'quality_improvement', 'response_time',
        'Answer inquiries sooner',
        format(
            'Of inquiries answered within %s minutes %s %% booked, of those answered later %s %%. '
            'Answering half of the late ones as soon is worth about %s bookings a year.',
            round(c.median::numeric), round((100 * c.fast_booked / c.fast)::numeric),
            round((100 * c.slow_booked / c.slow)::numeric),
            round((0.25 * c.slow * d.difference)::numeric, 1)
        ),
        -- The inquiries are those of two years.
        0.25 * c.slow * d.difference, 0.25 * c.slow * d.low, 0.25 * c.slow * d.high,
        'bookings',
        'difference of two shares (Newcombe)',
        array[
            'half of the inquiries that are answered late are answered soon',
            'the answer is the cause: couples who write when you are quick may differ otherwise too'
        ],
        jsonb_build_object(
            'from', p_today - 730, 'until', p_today - 60, 'medianMinutes', c.median,
            'fastInquiries', c.fast, 'fastBookings', c.fast_booked,
            'slowInquiries', c.slow, 'slowBookings', c.slow_booked,
            'difference', round(d.difference::numeric, 4),
            'interval95', jsonb_build_object(
                'low', round(d.low::numeric, 4), 'high', round(d.high::numeric, 4)
            )
        ),
        '{"kind": "conversion", "dimension": "", "value": ""}'::jsonb
    from counted as c
    cross join lateral analytics.newcombe_interval(
        c.fast_booked, c.fast, c.slow_booked, c.slow, 1.96
    ) as d
    where c.fast >= 20 and c.slow >= 20 and d.difference > 0
$$;

comment on function analytics.advise_quality(uuid, date) is
'Advice on quality: inquiries that were answered soon beside those that were answered late, by how
many of them led to a booking, before the client asked again.';
revoke all on function analytics.advise_quality(uuid, date) from public;
grant execute on function analytics.advise_quality(uuid, date) to analytics_definer;
