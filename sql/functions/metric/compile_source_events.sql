create or replace function analytics.compile_source_events(p_plan jsonb, p_item jsonb, p_leg jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_build_object(
            'relation', format(
                'inner join public.analytics_events as e on e.vendor_id = v.vendor_id and %s'
                ' and e.event_type = any(%L::text[]) and e."timestamp" >= v.from_at'
                ' and e."timestamp" < v.to_at and e."timestamp" >= %L::timestamptz'
                ' and e."timestamp" < %L::timestamptz',
                analytics.compile_vendor_condition('e.vendor_id', p_plan -> 'vendors'),
                array(select jsonb_array_elements_text(p_leg -> 'eventTypes')), t.from_at, t.to_at
            ),
            'local', '(e."timestamp" at time zone v.time_zone)',
            'n', case
                when d.field is not null then format('(%s is not null)::integer', d.field)
                when s.value is null then '1'
                else format('(%s is not null)::integer', s.value)
            end,
            'x', s.value,
            'xx', s.value || ' * ' || s.value,
            'mn', s.value, 'mx', s.value,
            'd', case when p_leg ->> 'calc' = 'last' then 'e.id::text'
                else analytics.compile_distinct(
                    d.field, coalesce(p_leg ->> 'distinctField', p_item ->> 'distinctField'), p_plan
                ) end,
            'ts', 'e."timestamp"'
        )
        from (
            select format(
                '(e.event_data ->> %L)::numeric', analytics.json_key(p_leg ->> 'valueField')
            ) as value
            where p_leg ->> 'valueField' is not null
            union all
            select null where p_leg ->> 'valueField' is null
        ) as s
        cross join lateral (
            select case
                when p_leg ->> 'distinctField' is not null then format(
                    'nullif(e.event_data ->> %L, '''')',
                    analytics.json_key(p_leg ->> 'distinctField')
                )
                when p_leg ->> 'calc' = 'distinct'
                    then analytics.compile_field(p_item ->> 'distinctField', p_leg)
            end as field
        ) as d
        cross join lateral (
            select min((p ->> 'fromAt')::timestamptz) as from_at,
                max((p ->> 'toAt')::timestamptz) as to_at
            from jsonb_array_elements(p_plan -> 'periods') as p
        ) as t
    );
end;
$$;

comment on function analytics.compile_source_events(jsonb, jsonb, jsonb) is
'Parts of the SQL of a leg that is counted from the events themselves, by the same rules as the
rollup.';
revoke all on function analytics.compile_source_events(jsonb, jsonb, jsonb) from public;
grant execute on function analytics.compile_source_events(jsonb, jsonb, jsonb) to analytics_definer;
