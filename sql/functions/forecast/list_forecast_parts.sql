create or replace function analytics.list_forecast_parts(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_horizon integer,
    p_offsets integer[]
)
returns setof analytics.forecast_part
language sql
stable
security invoker
set search_path = ''
as $$
    with cell as materialized (
        select s.* from analytics.list_booking_steps(p_vendor_id, p_date_basis, p_today) as s
    ), origin as materialized (
        select
            o.months_back, analytics.month_number(p_today) - o.months_back as this_month,
            f.first_month
        from unnest(p_offsets) as o (months_back)
        cross join lateral (
            select analytics.find_first_month(p_vendor_id, p_date_basis, p_today) as first_month
        ) as f
        where analytics.month_number(p_today) - o.months_back > f.first_month
    ), known as materialized (
        -- What was on record on each of these days, and on the same days of the years before.
        select
            d.months_back, c.month_number, sum(c.booking_count)::float8 as booking_count,
            sum(c.saturday_count)::float8 as saturday_count
        from (
            select distinct o.months_back + 12 * y.number as months_back
            from origin as o
            cross join generate_series(0, (p_horizon + 11) / 12) as y (number)
        ) as d
        inner join cell as c on c.known_step >= d.months_back
            and (c.gone_step is null or c.gone_step < d.months_back)
        group by d.months_back, c.month_number
    ), final as (
        -- Against this past forecasts are held; of the month under way nothing is final.
        select c.month_number, sum(c.booking_count)::float8 as booking_count
        from cell as c
        where (c.gone_step is null or c.gone_step < 0)
            and c.month_number < analytics.month_number(p_today)
        group by c.month_number
    ), history as materialized (
        select
            o.months_back, o.this_month, o.first_month,
            array_agg(coalesce(k.booking_count, 0) order by m.month_number) as counts,
            sum(k.saturday_count) / nullif(sum(k.booking_count), 0) as saturday_share
        from origin as o
        cross join lateral generate_series(o.first_month, o.this_month - 1) as m (month_number)
        left join known as k on k.months_back = o.months_back and k.month_number = m.month_number
        group by o.months_back, o.this_month, o.first_month
    ), modelled as materialized (
        select
            h.*, s.inquiries, s.price,
            case
                when cardinality(h.counts) < 24 or (s.market).growth is null then 1
                else 1 + 0.5 * ((s.market).growth - least(greatest(
                    t.last_count / nullif(t.count_before, 0), 0.7), 1.4))
            end as market,
            analytics.blend_market(
                h.counts, h.this_month, p_horizon, s.market
            ) as model,
            t.last_count / least(cardinality(h.counts), 12) as level
        from history as h
        inner join analytics.list_trade_signals(
            p_vendor_id, p_date_basis, p_today, p_offsets
        ) as s on s.months_back = h.months_back
        cross join lateral (
            select
                sum(v.value) filter (where v.place > cardinality(h.counts) - 12) as last_count,
                sum(v.value) filter (where v.place <= cardinality(h.counts) - 12) as count_before
            from unnest(h.counts) with ordinality as v (value, place)
            where v.place > cardinality(h.counts) - 24
        ) as t
    ), lead as materialized (
        -- How much of a month of the last year was on record so many months ahead of it.
        select
            h.months_back, a.ahead,
            least(1, greatest(0, sum(b.booking_count) / nullif(sum(f.booking_count), 0))) as share
        from history as h
        cross join generate_series(0, p_horizon - 1) as a (ahead)
        cross join lateral (
            select k.booking_count, k.month_number from known as k
            where k.months_back = h.months_back and k.month_number >= h.this_month - 12
                and k.month_number < h.this_month and k.month_number >= h.first_month
        ) as f
        left join lateral (
            select sum(c.booking_count) as booking_count from cell as c
            where c.month_number = f.month_number
                and c.known_step >= h.months_back + h.this_month - f.month_number + a.ahead
                and (
                    c.gone_step is null
                    or c.gone_step < h.months_back + h.this_month - f.month_number + a.ahead
                )
        ) as b on true
        group by h.months_back, a.ahead
    )
    select
        h.months_back, a.ahead, a.month_number, h.model[a.ahead + 1],
        case when cardinality(h.counts) < 12 then h.counts[cardinality(h.counts)]
            else h.counts[cardinality(h.counts) - 11 + a.ahead % 12] end,
        coalesce(b.booking_count, 0),
        case when a.before_month >= h.first_month then greatest(
            0, coalesce(b.booking_count, 0) + coalesce(w.booking_count, 0)
            - coalesce(e.booking_count, 0)
        ) end,
        coalesce(l.share, 0),
        array[
            case when p_date_basis = 'wedding' then g.saturdays else 1 end,
            case when p_date_basis = 'wedding' then g.holidays else 1 end,
            h.inquiries, h.price, h.market
        ],
        case when a.month_number < analytics.month_number(p_today)
            then coalesce(f.booking_count, 0) end,
        h.level
    from modelled as h
    cross join lateral (
        select
            m.ahead, h.this_month + m.ahead as month_number,
            h.this_month + m.ahead - 12 * (m.ahead / 12 + 1) as before_month
        from generate_series(0, p_horizon - 1) as m (ahead)
    ) as a
    inner join analytics.list_calendar_factors(
        analytics.find_calendar_place(p_vendor_id),
        analytics.month_number(p_today) - (select max(o.months_back) from origin as o),
        analytics.month_number(p_today) + p_horizon - 1,
        1
    ) as c on c.month_number = a.month_number
    cross join lateral (
        select 1 + coalesce(h.saturday_share, 0) * (c.saturdays - 1) as saturdays, c.holidays
    ) as g
    left join known as b on b.months_back = h.months_back and b.month_number = a.month_number
    left join known as w on w.months_back = h.months_back and w.month_number = a.before_month
    left join known as e on e.months_back = h.months_back + 12 * (a.ahead / 12 + 1)
        and e.month_number = a.before_month
    left join lead as l on l.months_back = h.months_back and l.ahead = a.ahead
    left join final as f on f.month_number = a.month_number
    order by h.months_back, a.ahead
$$;

comment on function analytics.list_forecast_parts(uuid, text, date, integer, integer[]) is
'What each month ahead looked like so many months before today, from what was on record then and
nothing that came later: the model (methods of time series and market), seasonal naive, the books,
additive pickup (books, and what came in for the same month of the year before from that day on),
how much is usually on the books at that distance, and the features of the trade.';
revoke all on function analytics.list_forecast_parts(uuid, text, date, integer, integer[])
from public;
grant execute on function analytics.list_forecast_parts(uuid, text, date, integer, integer[])
to analytics_definer;
