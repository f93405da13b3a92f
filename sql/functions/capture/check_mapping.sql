create or replace function analytics.check_mapping(
    p_table regclass,
    p_event_type text,
    p_mapping jsonb
)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_schema jsonb;
begin
    perform analytics.check_trackable(p_table);
    select t.data_schema into v_schema
    from analytics.event_types as t
    where t.event_type = p_event_type
    order by t.schema_version desc
    limit 1;
    if not found then
        raise exception using
            errcode = 'ZA205',
            message = format('there is no event type "%s"', p_event_type),
            hint = 'analytics_api.get_catalog() lists them',
            column = 'eventType';
    end if;
    perform analytics.check_mapping_members(p_mapping);
    perform analytics.check_mapping_fields(p_mapping, v_schema);
    perform analytics.compile_captured_events(p_table, p_event_type, p_mapping, o, '')
    from analytics.list_captured_operations(p_mapping) as o;
end;
$$;

comment on function analytics.check_mapping(regclass, text, jsonb) is
'Raises what is wrong with a mapping, by its member: ZA160 to ZA165, ZA205.';
revoke all on function analytics.check_mapping(regclass, text, jsonb) from public;
