create or replace function analytics.list_demo_review_events(p_month date)
returns table (
    vendor_id uuid, key text, event_type text, occurred_at timestamptz, event_data jsonb
)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        c.vendor_id, 'review ' || c.key, 'review.received',
        date_trunc('second', (c.wedding_on + 3 + time '19:00') at time zone c.time_zone
            + 40 * analytics.draw_share('reviews when ' || c.key) * interval '1 day', 'UTC'),
        jsonb_build_object(
            'reviewId', 'review ' || c.key, 'clientId', 'client ' || c.key,
            'bookingId', 'booking ' || c.key,
            'rating', case
                when r.u < 0.66 then 5 when r.u < 0.88 then 4 when r.u < 0.95 then 3
                when r.u < 0.98 then 2 else 1
            end,
            'platform', (array['google', 'facebook', 'website'])[
                1 + floor(3 * analytics.draw_share('reviews where ' || c.key) ^ 1.5)::integer
            ]
        )
    from analytics.list_demo_couples(p_month) as c
    cross join lateral (select analytics.draw_share('rates ' || c.key) as u) as r
    where c.is_booked and c.cancelled_at is null
        and analytics.draw_share('reviews ' || c.key) < 0.55
$$;

comment on function analytics.list_demo_review_events(date) is
'Reviews by couples of a month of the demonstration, a few days or weeks after their wedding.';
revoke all on function analytics.list_demo_review_events(date) from public;
