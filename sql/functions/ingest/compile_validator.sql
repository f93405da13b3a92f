create or replace function analytics.compile_validator()
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_event_types text[];
    v_branches text[];
begin
    -- The lock comes first, so that the registry is read as the last to compile left it.
    perform pg_advisory_xact_lock(hashtextextended('analytics.replace_generated', 0));
    select array_agg(t.event_type order by t.event_type collate "C"),
        array_agg(t.versions order by t.event_type collate "C")
    into v_event_types, v_branches
    from (
        select
            e.event_type,
            string_agg(
                format(
                    e'if p_schema_version = %s then\n%s'
                    '    if %s then\n        return null;\n    end if;\n'
                    '    return (select %s from (%s) as r (%s));\nend if;\n',
                    e.schema_version,
                    -- A statement of its own: what is not reached is not made ready to run either.
                    format(
                        e'    if %s then\n        return null;\n    end if;\n',
                        coalesce(
                            analytics.compile_shortcut(e.data_schema, 'p_data', r.root), 'false'
                        )
                    ),
                    c.condition,
                    'jsonb_agg(analytics.reason(r.pointer, r.keyword, r.expected, r.got))',
                    c.reasons,
                    'pointer, keyword, expected, got'
                ),
                '' order by e.schema_version desc
            ) as versions
        from analytics.event_types as e
        cross join lateral (select e.data_schema || '{"$assertsFormat": true}' as root) as r
        cross join lateral analytics.compile_schema(
            e.data_schema, 'p_data', '''''::text', r.root
        ) as c
        group by e.event_type
    ) as t;
    return analytics.replace_generated(
        'analytics.validate_event_data(text, integer, jsonb)',
        format(
            analytics.validator_template(),
            analytics.compose_choice('p_event_type', v_event_types, v_branches)
        ),
        'Why event data does not fit the schema of its type and version: an array of {pointer, '
        'keyword, expected, got}, null if it does.'
    );
end;
$$;

comment on function analytics.compile_validator() is
'Compile the registered schemas into validate_event_data; returns whether anything had changed.
Raises ZA104, ZA105 for a schema that cannot be compiled.';
revoke all on function analytics.compile_validator() from public;
