create or replace function analytics.list_periods(
    p_bucket timestamptz,
    p_time_zone text,
    p_week_start_day integer,
    p_is_hourly boolean
)
returns table (aggregation_level text, time_period timestamptz)
language sql
stable
parallel safe
security invoker
as $$
    select l.aggregation_level, l.time_period
    from (values
        ('hourly', p_bucket),
        ('daily', pg_catalog.date_trunc('day', p_bucket, p_time_zone)),
        ('weekly', analytics.start_of_week(p_bucket, p_time_zone, p_week_start_day)),
        ('monthly', pg_catalog.date_trunc('month', p_bucket, p_time_zone))
    ) as l (aggregation_level, time_period)
    where p_is_hourly or l.aggregation_level <> 'hourly'
$$;

comment on function analytics.list_periods(timestamptz, text, integer, boolean) is
'The periods that a bucket belongs to, one per level: its hour (where it is one), and the day, week
and month in that time zone. p_week_start_day is 1 (Monday) or 7 (Sunday). Inlined.';
revoke all on function analytics.list_periods(timestamptz, text, integer, boolean) from public;
