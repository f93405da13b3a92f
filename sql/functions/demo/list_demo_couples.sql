create or replace function analytics.list_demo_couples(p_month date)
returns table (
    vendor_id uuid,
    key text,
    time_zone text,
    currency text,
    reply_minutes numeric,
    wedding_on date,
    style text,
    venue_type text,
    channel text,
    guest_count integer,
    "value" numeric,
    is_booked boolean,
    is_repeat_client boolean,
    inquired_at timestamptz,
    booked_at timestamptz,
    cancelled_at timestamptz
)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        v.vendor_id, i.key, v.time_zone, v.currency, v.reply_minutes, i.wedding_on, s.style,
        (array['barn', 'castle', 'garden', 'hotel', 'beach'])[
            1 + floor(5 * analytics.draw_share('venue ' || i.key) ^ 1.4)::integer
        ],
        c.channel, g.guest_count,
        round(
            v.price * (0.75 + 0.5 * analytics.draw_share('price ' || i.key)::numeric)
            * (0.7 + g.guest_count / 300.0)
            * 1.04 ^ ((i.wedding_on - date '2024-07-01') / 365.25), -1
        ),
        b.is_booked, analytics.draw_share('again ' || i.key) < 0.05,
        t.booked_at - (3 + 25 * analytics.draw_share('asks ' || i.key)) * interval '1 day',
        case when b.is_booked then t.booked_at end,
        case
            when b.is_booked and analytics.draw_share('cancels ' || i.key) < 0.06
                then t.booked_at + (t.wedding_at - t.booked_at)
                    * (0.05 + 0.9 * analytics.draw_share('cancels when ' || i.key))
        end
    from analytics.list_demo_inquiries(p_month) as i
    inner join analytics.list_demo_vendors() as v on i.vendor_id = v.vendor_id
    cross join lateral analytics.pick_demo_channel(
        analytics.draw_share('channel ' || i.key)
    ) as c
    cross join lateral (
        select analytics.pick_demo_style(
            i.wedding_on, analytics.draw_share('style ' || i.key)
        ) as style
    ) as s
    cross join lateral (
        select 25 + floor(70 * (
            analytics.draw_share('guests ' || i.key) + analytics.draw_share('more ' || i.key)
        ))::integer as guest_count
    ) as g
    cross join lateral (
        select analytics.draw_share('books ' || i.key) < c.conversion_share as is_booked
    ) as b
    cross join lateral (
        select
            (i.wedding_on + time '14:00') at time zone v.time_zone as wedding_at,
            (
                -- Three to eighteen months ahead, between nine and nine.
                i.wedding_on
                - (92 + floor(455 * analytics.draw_share('ahead ' || i.key) ^ 1.2))::integer
                + time '09:00' + interval '12 hours' * analytics.draw_share('hour ' || i.key)
            ) at time zone v.time_zone as booked_at
    ) as t
$$;

comment on function analytics.list_demo_couples(date) is
'The couples who ask the vendors of the demonstration about a wedding in that month, with what
becomes of it: whether and when they book, and whether and when they cancel.';
revoke all on function analytics.list_demo_couples(date) from public;
