create or replace function analytics.check_series(p_series jsonb, p_pointer text)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    if jsonb_typeof(p_series) is distinct from 'array'
        or jsonb_array_length(p_series) not between 1 and 240
    then
        return analytics.request_problem(
            'ZA184', p_pointer, 'a series is a list of 1 to 240 months {month, value}'
        );
    end if;
    return (
        select jsonb_agg(case
            when not m.is_month then analytics.request_problem(
                'ZA184', format('%s/%s/month', p_pointer, m.place - 1),
                'month is one such as "2026-03"'
            )
            when not m.is_value then analytics.request_problem(
                'ZA184', format('%s/%s/value', p_pointer, m.place - 1),
                'value is a number that is not negative'
            )
            when m.is_after_gap then analytics.request_problem(
                'ZA184', format('%s/%s/month', p_pointer, m.place - 1),
                'each month follows the one before it, without a gap'
            )
        end order by m.place)
        from (
            select
                c.place, c.is_month, c.is_value, c.is_month and c.number <> 1 + lag(
                    case when c.is_month then c.number end
                ) over (order by c.place) as is_after_gap
            from (
                select
                    e.place,
                    coalesce(e.item ->> 'month' ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$', false)
                        as is_month,
                    coalesce(jsonb_typeof(e.item -> 'value') = 'number', false)
                        and e.item -> 'value' between '0'::jsonb and '1e15'::jsonb as is_value,
                    case when e.item ->> 'month' ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$'
                        then left(e.item ->> 'month', 4)::integer * 12
                            + right(e.item ->> 'month', 2)::integer
                    end as number
                from jsonb_array_elements(p_series) with ordinality as e (item, place)
            ) as c
        ) as m
    );
end;
$$;

comment on function analytics.check_series(jsonb, text) is
'Problems (ZA184) of a monthly series that was sent: [{month, value}], one month after the other.';
revoke all on function analytics.check_series(jsonb, text) from public;
grant execute on function analytics.check_series(jsonb, text) to analytics_definer;
