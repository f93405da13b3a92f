create or replace function analytics.compile_source_bookings(
    p_plan jsonb,
    p_item jsonb,
    p_leg jsonb
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_build_object(
            'relation', format(
                'inner join analytics.current_bookings as b on b.vendor_id = v.vendor_id and %s'
                ' and b.booked_at is not null and %s and %s',
                analytics.compile_vendor_condition('b.vendor_id', p_plan -> 'vendors'),
                case p_item ->> 'dateBasis'
                    when 'wedding'
                        then 'b.wedding_on >= v.from_local and b.wedding_on < v.to_local'
                    else 'b.booked_at >= v.from_at and b.booked_at < v.to_at'
                end,
                case
                    when p_leg ->> 'conditionField' is null or s.is_share then 'true'
                    else format('b.%I', p_leg ->> 'conditionField') end
            ),
            'local', case p_item ->> 'dateBasis'
                when 'wedding' then 'b.wedding_on::timestamp'
                else '(b.booked_at at time zone v.time_zone)'
            end,
            'n', case
                when p_leg ->> 'calc' = 'distinct' then format('(%s is not null)::integer', d.field)
                when s.value is null then '1'
                else format('(%s is not null)::integer', s.value)
            end,
            'x', s.value,
            'xx', s.value || ' * ' || s.value,
            'mn', s.value, 'mx', s.value,
            'd', analytics.compile_distinct(d.field, p_item ->> 'distinctField', p_plan)
        )
        from (
            select
                (p_leg ->> 'isShare')::boolean as is_share,
                case
                    when (p_leg ->> 'isShare')::boolean
                        then format('b.%I::integer::numeric', p_leg ->> 'conditionField')
                    when p_leg ->> 'valueField' is not null
                        then format('b.%I::numeric', p_leg ->> 'valueField')
                end as value
        ) as s
        cross join lateral (
            select case when p_item ->> 'distinctField' is not null
                then analytics.compile_field(p_item ->> 'distinctField', p_leg) end as field
        ) as d
    );
end;
$$;

comment on function analytics.compile_source_bookings(jsonb, jsonb, jsonb) is
'Parts of the SQL of a leg that is read from the bookings as they stand, by the day of the wedding
or the time of booking.';
revoke all on function analytics.compile_source_bookings(jsonb, jsonb, jsonb) from public;
grant execute on function analytics.compile_source_bookings(jsonb, jsonb, jsonb)
to analytics_definer;
