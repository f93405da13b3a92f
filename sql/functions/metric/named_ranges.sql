create or replace function analytics.named_ranges(p_now timestamp, p_week_start_day integer)
returns table (range_name text, from_local timestamp, to_local timestamp)
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
#variable_conflict use_column
begin
    -- Asked twice by each request: a function in SQL would be planned anew each time.
    return query
    select r.range_name, r.from_local, r.to_local
    from (
        select
            date_trunc('day', p_now) as today,
            date_trunc('day', p_now) + interval '1 day' as tomorrow,
            date_trunc('day', p_now) - make_interval(
                days => (extract(isodow from p_now)::integer - p_week_start_day + 7) % 7
            ) as week,
            date_trunc('month', p_now) as month,
            date_trunc('quarter', p_now) as quarter,
            date_trunc('year', p_now) as year
    ) as d
    cross join lateral (values
        ('today', d.today, d.tomorrow),
        ('yesterday', d.today - interval '1 day', d.today),
        ('last_7_days', d.tomorrow - interval '7 days', d.tomorrow),
        ('last_30_days', d.tomorrow - interval '30 days', d.tomorrow),
        ('last_90_days', d.tomorrow - interval '90 days', d.tomorrow),
        ('last_12_months', d.month - interval '11 months', d.tomorrow),
        ('this_week', d.week, d.week + interval '7 days'),
        ('last_week', d.week - interval '7 days', d.week),
        ('this_month', d.month, d.month + interval '1 month'),
        ('last_month', d.month - interval '1 month', d.month),
        ('this_quarter', d.quarter, d.quarter + interval '3 months'),
        ('last_quarter', d.quarter - interval '3 months', d.quarter),
        ('this_year', d.year, d.year + interval '1 year'),
        ('last_year', d.year - interval '1 year', d.year),
        ('month_to_date', d.month, d.tomorrow),
        ('year_to_date', d.year, d.tomorrow),
        ('all_time', null, null)
    ) as r (range_name, from_local, to_local);
end;
$$;

comment on function analytics.named_ranges(timestamp, integer) is
'The named ranges and what they mean at a local time, half-open. Those that end now include today;
all_time is as long as there is data.';
revoke all on function analytics.named_ranges(timestamp, integer) from public;
grant execute on function analytics.named_ranges(timestamp, integer) to analytics_definer;
