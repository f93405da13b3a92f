create or replace function analytics.save_event_type(p_version integer, p_event_type jsonb)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    insert into analytics.event_types as t (
        event_type, schema_version, kind, priority, description, data_schema, example
    )
    values (
        p_event_type ->> 'type', p_version, p_event_type ->> 'kind',
        coalesce(p_event_type ->> 'priority', 'normal'), p_event_type ->> 'description',
        p_event_type -> 'schema', p_event_type -> 'example'
    )
    on conflict on constraint event_types_pkey do update set
        priority = excluded.priority,
        description = excluded.description,
        example = excluded.example
$$;

comment on function analytics.save_event_type(integer, jsonb) is
'Insert a version of a type of event, or change what is said of it. Whoever calls it has checked the
caller. Raises ZA104 to ZA106.';
revoke all on function analytics.save_event_type(integer, jsonb) from public;
grant execute on function analytics.save_event_type(integer, jsonb) to analytics_definer;
