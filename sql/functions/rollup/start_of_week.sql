create or replace function analytics.start_of_week(
    p_at timestamptz,
    p_time_zone text,
    p_week_start_day integer
)
returns timestamptz
language sql
stable
parallel safe
security invoker
as $$
    -- Weeks of date_trunc begin on Monday: for Sunday, one is counted as the day after it.
    select (
        pg_catalog.date_trunc(
            'week',
            (p_at at time zone p_time_zone)
            + pg_catalog.make_interval(days => (8 - p_week_start_day) % 7)
        ) - pg_catalog.make_interval(days => (8 - p_week_start_day) % 7)
    ) at time zone p_time_zone
$$;

comment on function analytics.start_of_week(timestamptz, text, integer) is
'Beginning of the week of a moment in a time zone; p_week_start_day is 1 (Monday) or 7 (Sunday).
Inlined.';
revoke all on function analytics.start_of_week(timestamptz, text, integer) from public;
grant execute on function analytics.start_of_week(timestamptz, text, integer) to analytics_definer;
