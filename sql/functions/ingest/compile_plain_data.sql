create or replace function analytics.compile_plain_data()
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_event_types text[];
    v_conditions text[];
begin
    -- The lock comes first, so that the registry is read as the last to compile left it.
    perform pg_advisory_xact_lock(hashtextextended('analytics.replace_generated', 0));
    select array_agg(t.event_type order by t.event_type collate "C"),
        array_agg(t.condition order by t.event_type collate "C")
    into v_event_types, v_conditions
    from (
        select
            e.event_type,
            string_agg(
                format('p_schema_version = %s and %s', e.schema_version, s.condition),
                ' or ' order by e.schema_version desc
            ) as condition
        from analytics.event_types as e
        cross join lateral analytics.compile_shortcut(
            e.data_schema, 'p_data', e.data_schema || '{"$assertsFormat": true}'
        ) as s (condition)
        -- A function with a sub-select in it is not inlined.
        where s.condition !~ '\mselect\M'
        group by e.event_type
    ) as t;
    return analytics.replace_generated(
        'analytics.has_plain_data(text, integer, jsonb)',
        format(
            analytics.plain_data_template(),
            analytics.compose_case('p_event_type', v_event_types, v_conditions)
        ),
        'Whether event data meets the short condition of its type and version; null or false says '
        'nothing, and validate_event_data tells. Inlined.'
    );
end;
$$;

comment on function analytics.compile_plain_data() is
'Compile the short conditions of the registered schemas into has_plain_data; returns whether
anything had changed.';
revoke all on function analytics.compile_plain_data() from public;
