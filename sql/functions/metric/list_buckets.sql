create or replace function analytics.list_buckets(p_plan jsonb)
returns analytics.time_bucket[]
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
-- The plan is kept, and expects a hundred thousand days: to make room for so many costs more than
-- to sort those that there are.
set enable_hashagg = off
as $$
declare
    -- Taken out of the plan once, not for each bucket.
    v_grain text := p_plan ->> 'grain';
    v_week_start_day integer := (p_plan ->> 'weekStartDay')::integer;
    v_has_weekday boolean := p_plan -> 'calendar' ? 'weekday';
    v_has_month boolean := p_plan -> 'calendar' ? 'month_of_year';
    v_ticks text := coalesce(
        v_grain, case when not (v_has_weekday or v_has_month) then 'whole' end
    );
begin
    return (
        with bucket as (
            select
                t.period,
                analytics.start_of_bucket(t.tick, v_grain, v_week_start_day) as label,
                case when v_has_weekday then extract(isodow from t.tick)::integer end as weekday,
                case when v_has_month then extract(month from t.tick)::integer end as month,
                min(t.tick) as starts,
                extract(epoch from sum(t.length)) / 86400 as days
            from analytics.list_ticks(p_plan -> 'periods', v_ticks) as t
            group by 1, 2, 3, 4
        ), placed as (
            select
                b.*, dense_rank() over (partition by b.period order by b.label) as time_place,
                row_number() over (
                    partition by b.period order by b.label, b.weekday, b.month
                ) as place,
                concat_ws(
                    ' ', to_char(b.label, 'YYYY-MM-DD"T"HH24'), b.weekday, b.month
                ) as axis,
                to_char(b.label, case v_grain
                    when 'hour' then 'YYYY-MM-DD"T"HH24:MI:SS' else 'YYYY-MM-DD' end) as "time"
            from bucket as b
        )
        -- Grouped rather than joined: a join of this size with itself may be planned as a loop.
        select coalesce(array_agg(row(
            p.place0, p.axis0, p.axis1, p.time0, p.time1, p.starts0, p.starts1,
            trim_scale(p.days0), trim_scale(p.days1),
            case when p.weekday is null and p.month is null then '{}'
                else jsonb_strip_nulls(jsonb_build_object(
                    'weekday', p.weekday, 'monthOfYear', p.month
                )) end
        )::analytics.time_bucket), '{}')
        from (
            select
                p.weekday, p.month,
                min(p.place) filter (where p.period = 0) as place0,
                min(p.axis) filter (where p.period = 0) as axis0,
                min(p.axis) filter (where p.period = 1) as axis1,
                min(p.time) filter (where p.period = 0) as time0,
                min(p.time) filter (where p.period = 1) as time1,
                min(p.starts) filter (where p.period = 0) as starts0,
                min(p.starts) filter (where p.period = 1) as starts1,
                min(p.days) filter (where p.period = 0) as days0,
                min(p.days) filter (where p.period = 1) as days1
            from placed as p
            group by p.time_place, p.weekday, p.month
        ) as p
        where p.place0 is not null
    );
end;
$$;

comment on function analytics.list_buckets(jsonb) is
'The buckets of time that the rows of an answer have, in order, each with the one at the same place
of the period that it is compared with: key (axis), label (time), beginning and length in days.';
revoke all on function analytics.list_buckets(jsonb) from public;
grant execute on function analytics.list_buckets(jsonb) to analytics_definer;
