create or replace function analytics.rank_busiest_months(p_months jsonb, p_date_basis text)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with month as (
        select
            m.item, to_char(((m.item ->> 'month') || '-01')::date, 'FMMonth YYYY') as title,
            (m.item ->> 'predictedBookings')::numeric as predicted,
            (m.item #>> '{intervals,80,low}')::integer as low,
            (m.item #>> '{intervals,80,high}')::integer as high,
            row_number() over (
                order by (m.item ->> 'predictedBookings')::numeric desc, m.item ->> 'month'
            ) as rank
        from jsonb_array_elements(p_months) as m (item)
        where m.item ->> 'predictedBookings' is not null
    ), ranked as (
        select m.*, lead(m.title) over (order by m.rank) as next_title,
            lead(m.high) over (order by m.rank) as next_high
        from month as m
    )
    select coalesce(jsonb_agg(jsonb_build_object(
        'rank', r.rank,
        'month', r.item -> 'month',
        'predictedBookings', r.predicted,
        'onTheBooks', r.item -> 'onTheBooks',
        'interval80', r.item #> '{intervals,80}',
        'saturdays', r.item -> 'saturdays',
        'sameMonthLastYear', r.item -> 'sameMonthLastYear',
        'isOrderCertain', coalesce(r.low > r.next_high, true),
        'statement', format(
            '%s %s: about %s %s (80 %% interval %s to %s), %s of them on the books%s.%s',
            r.title,
            case r.rank when 1 then 'is expected to be the busiest month'
                else format('comes %s', (array['', 'second', 'third', 'fourth', 'fifth'])[r.rank])
            end,
            round(r.predicted),
            case p_date_basis when 'wedding' then 'weddings' else 'bookings' end,
            r.low, r.high,
            coalesce(nullif(r.item ->> 'onTheBooks', '0'), 'none'),
            coalesce(format('; last year there were %s', r.item ->> 'sameMonthLastYear'), ''),
            case when r.low <= r.next_high then format(
                ' Its interval overlaps that of %s, so their order is not certain.', r.next_title
            ) else '' end
        )
    ) order by r.rank) filter (where r.rank <= 5 and r.predicted > 0), '[]')
    from ranked as r
$$;

comment on function analytics.rank_busiest_months(jsonb, text) is
'The up to five busiest of the months ahead, each as a plain statement with the numbers it rests
on; where intervals overlap it says so.';
revoke all on function analytics.rank_busiest_months(jsonb, text) from public;
grant execute on function analytics.rank_busiest_months(jsonb, text) to analytics_definer;
