create or replace function analytics.pick_demo_style(p_on date, p_share double precision)
returns text
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
    select r.style
    from (
        select
            w.style,
            sum(w.weight) over (order by w.style) / sum(w.weight) over () as up_to_share
        from (
            select s.style, s.share_2024 * exp(s.trend * (p_on - date '2024-07-01') / 365.25)
            from (values
                ('boho', 0.32, -0.30),
                ('classic', 0.22, 0.00),
                ('garden', 0.16, 0.28),
                ('modern', 0.12, 0.12),
                ('rustic', 0.18, -0.12)
            ) as s (style, share_2024, trend)
        ) as w (style, weight)
    ) as r
    where r.up_to_share > p_share
    order by r.up_to_share
    limit 1
$$;

comment on function analytics.pick_demo_style(date, double precision) is
'The style of a wedding on that day: boho and rustic fall over the years, garden and modern rise.';
revoke all on function analytics.pick_demo_style(date, double precision) from public;
