create or replace function analytics.shift_period(
    p_from timestamp,
    p_to timestamp,
    p_range text,
    p_kind text
)
returns table (from_local timestamp, to_local timestamp)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select
        p_from - s.step,
        -- A month to date is compared with as many days, but not beyond the end of that month.
        case when p_range = 'month_to_date' and p_kind = 'previous_period'
            then least(p_from, p_from - s.step + (p_to - p_from))
            else p_to - s.step
        end
    from (
        select case
            when p_kind = 'previous_year' then interval '1 year'
            when p_kind = 'same_weekday_last_year' then interval '364 days'
            when p_range = 'month_to_date' then interval '1 month'
            when p_range in ('year_to_date', 'last_12_months') then interval '1 year'
            when date_trunc('month', p_from) = p_from and date_trunc('month', p_to) = p_to
                then date_trunc('month', age(p_to, p_from))
            else p_to - p_from
        end as step
    ) as s
$$;

comment on function analytics.shift_period(timestamp, timestamp, text, text) is
'The period that a period is compared with, in local time. Whole months are preceded by as many
whole months, anything else by the same length of time.';
revoke all on function analytics.shift_period(timestamp, timestamp, text, text) from public;
grant execute on function analytics.shift_period(timestamp, timestamp, text, text)
to analytics_definer;
