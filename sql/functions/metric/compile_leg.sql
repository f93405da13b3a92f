create or replace function analytics.compile_leg(p_plan jsonb, p_item jsonb, p_leg jsonb)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_source jsonb := case p_leg ->> 'from'
        when 'facts' then analytics.compile_source_bookings(p_plan, p_item, p_leg)
        when 'raw' then analytics.compile_source_events(p_plan, p_item, p_leg)
        when 'view' then analytics.compile_source_view(p_plan, p_leg)
        else analytics.compile_source_rollup(p_plan, p_item, p_leg)
    end;
    v_columns text[] := array[
        format('%s as part', p_leg -> 'part'),
        'v.period',
        case when (p_item ->> 'isPerCurrency')::boolean
            then analytics.compile_currency(p_leg) else '''''' end || '::text as currency'
    ];
begin
    v_columns := v_columns || array(
        select format(
            'analytics.start_of_bucket(%s, %L, %s) as t',
            v_source ->> 'local', p_plan ->> 'grain', p_plan -> 'weekStartDay'
        )
        where p_plan ->> 'grain' is not null
        union all
        select format(
            'extract(%s from %s)::integer as %I',
            case c when 'weekday' then 'isodow' else 'month' end, v_source ->> 'local', c
        )
        from jsonb_array_elements_text(p_plan -> 'calendar') as c
        union all
        select format(
            '%s as %I', analytics.compile_field(f, p_leg),
            case when p_plan #> '{top,fields}' ? f then 'f_' else 'g_' end || f
        )
        from jsonb_array_elements_text(p_plan -> 'fields') as f
        union all
        select format(
            '%s as %I',
            coalesce(v_source ->> c.name, 'null::' || c.type), c.name
        )
        from (values
            ('n', 'bigint', '{}'::text[]), ('x', 'numeric', '{sum,average,last,percentile,stddev}'),
            ('xx', 'numeric', '{stddev}'), ('mn', 'numeric', '{min}'), ('mx', 'numeric', '{max}'),
            ('d', 'text', '{distinct,returning,last}'), ('ts', 'timestamptz', '{returning,last}')
        ) as c (name, type, calcs)
        where c.name = 'n' or exists (
            select from jsonb_array_elements(p_item -> 'legs') as l
            where l ->> 'calc' = any(c.calcs)
        )
    );
    return format(
        'select %s from %s %s where %s offset 0',
        array_to_string(v_columns, ', '), analytics.compile_periods(p_plan -> 'periods'),
        v_source ->> 'relation', analytics.compile_filter(p_plan -> 'filter', p_leg)
    );
end;
$$;

comment on function analytics.compile_leg(jsonb, jsonb, jsonb) is
'SQL that reads one leg of an item: rows of partial aggregates (n, x, …) with what groups them,
whatever the source.';
revoke all on function analytics.compile_leg(jsonb, jsonb, jsonb) from public;
grant execute on function analytics.compile_leg(jsonb, jsonb, jsonb) to analytics_definer;
