create or replace function analytics.list_buckets(p_plan jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with bucket as (
            select
                t.period,
                analytics.start_of_bucket(
                    t.tick, p_plan ->> 'grain', (p_plan ->> 'weekStartDay')::integer
                ) as label,
                case when p_plan -> 'calendar' ? 'weekday'
                    then extract(isodow from t.tick)::integer end as weekday,
                case when p_plan -> 'calendar' ? 'month_of_year'
                    then extract(month from t.tick)::integer end as month,
                min(t.tick) as starts,
                extract(epoch from sum(t.length)) / 86400 as days
            from analytics.list_ticks(p_plan -> 'periods', p_plan ->> 'grain') as t
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
                to_char(b.label, case p_plan ->> 'grain'
                    when 'hour' then 'YYYY-MM-DD"T"HH24:MI:SS' else 'YYYY-MM-DD' end) as "time"
            from bucket as b
        )
        select coalesce(jsonb_agg(jsonb_build_object(
            'place', m.place, 'axis0', m.axis, 'axis1', b.axis, 'time0', m.time, 'time1', b.time,
            'starts0', m.starts, 'starts1', b.starts,
            'days0', trim_scale(m.days), 'days1', trim_scale(b.days),
            'calendar', jsonb_strip_nulls(jsonb_build_object(
                'weekday', m.weekday, 'monthOfYear', m.month
            ))
        )), '[]')
        from placed as m
        left join placed as b
            on b.period = 1 and b.time_place = m.time_place
            and (b.weekday, b.month) is not distinct from (m.weekday, m.month)
        where m.period = 0
    );
end;
$$;

comment on function analytics.list_buckets(jsonb) is
'The buckets of time that the rows of an answer have, in order, each with the one at the same place
of the period that it is compared with: key (axis), label (time), beginning and length in days.';
revoke all on function analytics.list_buckets(jsonb) from public;
grant execute on function analytics.list_buckets(jsonb) to analytics_definer;
