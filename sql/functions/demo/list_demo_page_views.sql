create or replace function analytics.list_demo_page_views(p_month date)
returns table (
    vendor_id uuid, key text, event_type text, occurred_at timestamptz, event_data jsonb,
    session_id text
)
language sql
stable
security invoker
set search_path = ''
as $$
    with visit as (
        select
            v.vendor_id, k.key, c.channel, d.day::date as visited_on,
            (
                -- Most come in the evening.
                d.day + interval '23 hours' * analytics.draw_share('at ' || k.key) ^ 0.6
            ) at time zone v.time_zone as visited_at
        from analytics.list_demo_vendors() as v
        cross join generate_series(
            p_month::timestamp, p_month + interval '1 month' - interval '1 day', interval '1 day'
        ) as d (day)
        cross join lateral generate_series(1, floor(
            -- Engagements at the turn of the year bring visitors; so do weekends.
            (1 + v.weddings_per_year / 60)
            * case when extract(month from d.day) in (1, 2, 3) then 1.35 else 0.95 end
            * case when extract(isodow from d.day) in (6, 7) then 1.25 else 0.9 end
            * least(v.growth_per_year ^ ((p_month - date '2024-07-01') / 365.25), 3) - 0.5
            + analytics.draw_share(format('visits %s %s', v.vendor_id, d.day))::numeric
        )::integer) as n
        cross join lateral (
            select format('visit %s %s %s', v.vendor_id, d.day::date, n) as key
        ) as k
        cross join lateral analytics.pick_demo_channel(
            analytics.draw_share('from ' || k.key)
        ) as c
    )
    select
        v.vendor_id, format('%s %s', v.key, n), 'page.viewed',
        date_trunc('second', v.visited_at + (n - 1) * interval '40 seconds', 'UTC'),
        jsonb_build_object(
            'path', case n
                when 1 then '/'
                when 2 then '/portfolio/' || analytics.pick_demo_style(
                    v.visited_on + 270, analytics.draw_share('style ' || v.key)
                )
                when 3 then '/prices'
                else '/contact'
            end,
            'channel', v.channel
        ),
        md5(v.key)
    from visit as v
    cross join lateral generate_series(
        1, 1 + floor(4 * analytics.draw_share('pages ' || v.key) ^ 1.3)::integer
    ) as n
$$;

comment on function analytics.list_demo_page_views(date) is
'Visits to the pages of the vendors of the demonstration in that month.';
revoke all on function analytics.list_demo_page_views(date) from public;
