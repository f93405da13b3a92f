create or replace function analytics.compile_validator()
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_branches text;
begin
    -- The lock comes first, so that the registry is read as the last to compile left it.
    perform pg_advisory_xact_lock(hashtextextended('analytics.replace_generated', 0));
    select string_agg(
        format(
            e'    when %L then\n        case p_schema_version\n%s'
            '        else\n            null;\n        end case;\n',
            t.event_type, t.versions
        ),
        '' order by t.event_type
    )
    into v_branches
    from (
        select
            e.event_type,
            string_agg(
                format(
                    e'        when %s then\n            if %s then\n                return null;\n'
                    '            end if;\n            return (select %s from (%s) as r (%s));\n',
                    e.schema_version,
                    -- Nearly every event fits, and nearly every one that does is seen to at once.
                    concat_ws(
                        e'\n                or ',
                        analytics.compile_shortcut(e.data_schema, 'p_data'), c.condition
                    ),
                    'jsonb_agg(analytics.reason(r.pointer, r.keyword, r.expected, r.got))',
                    c.reasons,
                    'pointer, keyword, expected, got'
                ),
                '' order by e.schema_version
            ) as versions
        from analytics.event_types as e
        cross join lateral analytics.compile_schema(
            e.data_schema, 'p_data', '''''::text',
            e.data_schema || '{"$assertsFormat": true}'
        ) as c
        group by e.event_type
    ) as t;
    return analytics.replace_generated(
        'analytics.validate_event_data(text, integer, jsonb)',
        format(analytics.validator_template(), v_branches),
        'Why event data does not fit the schema of its type and version: an array of {pointer, '
        'keyword, expected, got}, null if it does.'
    );
end;
$$;

comment on function analytics.compile_validator() is
'Compile the registered schemas into validate_event_data; returns whether anything had changed.
Raises ZA104, ZA105 for a schema that cannot be compiled.';
revoke all on function analytics.compile_validator() from public;
