create or replace function analytics.start_of_bucket(
    p_local timestamp,
    p_grain text,
    p_week_start_day integer
)
returns timestamp
language sql
immutable
parallel safe
security invoker
as $$
    select case p_grain
        when 'week' then pg_catalog.date_trunc(
            'week', p_local + pg_catalog.make_interval(days => (8 - p_week_start_day) % 7)
        ) - pg_catalog.make_interval(days => (8 - p_week_start_day) % 7)
        else pg_catalog.date_trunc(p_grain, p_local)
    end
$$;

comment on function analytics.start_of_bucket(timestamp, text, integer) is
'Beginning of the hour, day, week, month, quarter or year of a local time; null without a grain.
Inlined.';
revoke all on function analytics.start_of_bucket(timestamp, text, integer) from public;
grant execute on function analytics.start_of_bucket(timestamp, text, integer) to analytics_definer;
