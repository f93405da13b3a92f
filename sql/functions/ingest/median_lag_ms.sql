create or replace function analytics.median_lag_ms(
    p_door text,
    p_from timestamptz,
    p_to timestamptz
)
returns bigint
language sql
stable
security invoker
set search_path = ''
as $$
    select round(2 ^ (min(s.lag_step) filter (where 2 * s.so_far >= s.total) / 4.0))::bigint
    from (
        select
            t.lag_step,
            sum(sum(t.batch_count)) over (order by t.lag_step) as so_far,
            sum(sum(t.batch_count)) over () as total
        from analytics.door_traffic as t
        where t.door = p_door and t.lag_step >= 0 and t.minute_at > p_from and t.minute_at <= p_to
        group by t.lag_step
    ) as s
$$;

comment on function analytics.median_lag_ms(text, timestamptz, timestamptz) is
'How long after its newest event the median batch of a door arrived, in ms, at most 19 % too much;
null where no batch had a valid event.';
revoke all on function analytics.median_lag_ms(text, timestamptz, timestamptz) from public;
grant execute on function analytics.median_lag_ms(text, timestamptz, timestamptz)
to analytics_definer;
