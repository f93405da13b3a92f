create or replace function analytics_api.register_event_type(p_event_type jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_name text := p_event_type ->> 'type';
    v_latest jsonb;
    v_changes jsonb;
    v_version integer := 1;
begin
    perform analytics.require_platform_admin();
    perform analytics.raise_request_problems(analytics.check_event_type(p_event_type));
    perform analytics.require_schema(p_event_type -> 'schema');
    select to_jsonb(t) into v_latest
    from analytics.event_types as t
    where t.event_type = v_name
    order by t.schema_version desc limit 1;
    if v_latest is not null then
        select coalesce(jsonb_agg(jsonb_build_object(
            'pointer', c.pointer, 'change', c.change, 'isBreaking', c.is_breaking
        ) order by c.pointer), '[]')
        into v_changes
        from analytics.compare_schemas(
            v_latest -> 'data_schema', p_event_type -> 'schema'
        ) as c;
        v_version := (v_latest ->> 'schema_version')::integer + 1;
        if v_changes @> '[{"isBreaking": true}]'
            and p_event_type -> 'allowBreaking' is distinct from 'true' then
            raise exception using
                errcode = 'ZA310',
                message = format('version %s of %s would refuse what version %s takes',
                    v_version, v_name, v_version - 1),
                detail = (
                    select jsonb_agg(jsonb_build_object(
                        'pointer', '/schema' || (c ->> 'pointer'), 'detail', c ->> 'change'
                    ))
                    from jsonb_array_elements(v_changes) as c
                    where c @> '{"isBreaking": true}'
                )::text,
                hint = 'loosen the schema, or ask for it with "allowBreaking": true',
                column = 'schema';
        elsif v_changes = '[]' and v_latest -> 'data_schema' = p_event_type -> 'schema' then
            v_version := v_version - 1;
        end if;
    end if;
    perform analytics.save_event_type(v_version, p_event_type);
    return jsonb_build_object(
        'type', v_name,
        'version', v_version,
        'compatibility', case
            when v_latest is null then 'new'
            when v_version = (v_latest ->> 'schema_version')::integer then 'unchanged'
            when v_changes @> '[{"isBreaking": true}]' then 'breaking'
            else 'compatible'
        end,
        'changes', coalesce(v_changes, '[]')
    );
end;
$$;

comment on function analytics_api.register_event_type(jsonb) is
'Register a type of event, or the next version of one: {type, kind, priority, description, schema,
example, allowBreaking}. Returns {type, version, compatibility, changes}; compatibility is new,
unchanged (only descriptions differ from the latest version), compatible or breaking. For platform
administrators. Raises ZA104, ZA105 (the schema cannot be compiled), ZA106 (the example does not
fit), ZA111, ZA150 (a member is missing or wrong), ZA310 (it is breaking, and not asked for as
such), ZA403.';
revoke all on function analytics_api.register_event_type(jsonb) from public;
grant execute on function analytics_api.register_event_type(jsonb) to analytics_api_user;
