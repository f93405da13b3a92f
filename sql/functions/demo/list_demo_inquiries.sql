create or replace function analytics.list_demo_inquiries(p_month date)
returns table (vendor_id uuid, key text, wedding_on date)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select i.vendor_id, i.key, d.wedding_on
    from (
        select
            v.vendor_id, format('%s %s %s', v.vendor_id, p_month, n) as key
        from analytics.list_demo_vendors() as v
        cross join (values (array[
            0.25, 0.35, 0.55, 0.85, 1.45, 1.75, 1.55, 1.60, 1.70, 1.05, 0.45, 0.45
        ])) as season (factors)
        cross join lateral generate_series(1, floor(
            v.weddings_per_year / 12 * season.factors[extract(month from p_month)::integer]
            * least(v.growth_per_year ^ ((p_month - date '2024-07-01') / 365.25), 3)
            -- About a quarter of them books.
            / 0.27
            + analytics.draw_share(format('%s %s', v.vendor_id, p_month))::numeric
        )::integer) as n
    ) as i
    cross join lateral (
        select
            p_month + floor(28 * analytics.draw_share('week ' || i.key))::integer as some_day,
            analytics.draw_share('weekday ' || i.key) as u
    ) as w
    cross join lateral (
        -- Six of ten marry on a Saturday.
        select w.some_day + (
            case
                when w.u < 0.60 then 6 when w.u < 0.76 then 5 when w.u < 0.86 then 7
                when w.u < 0.92 then 4 when w.u < 0.95 then 3 when w.u < 0.98 then 2 else 1
            end - extract(isodow from w.some_day)::integer + 7
        ) % 7 as some_such_day
    ) as s
    cross join lateral (
        select case
            when date_trunc('month', s.some_such_day::timestamp) > p_month
                then s.some_such_day - 7
            else s.some_such_day
        end as wedding_on
    ) as d
$$;

comment on function analytics.list_demo_inquiries(date) is
'Who asks the vendors of the demonstration about a wedding in that month: many in May to September,
few in winter, most of them for a Saturday.';
revoke all on function analytics.list_demo_inquiries(date) from public;
