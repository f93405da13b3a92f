create or replace function analytics.check_mapping_members(p_mapping jsonb)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_wrong record;
begin
    select c.member, c.expected into v_wrong
    from (values
        ('mapping', 'an object', jsonb_typeof(p_mapping) is distinct from 'object'),
        (
            (
                select min(k) from jsonb_object_keys(
                    case jsonb_typeof(p_mapping) when 'object' then p_mapping else '{}' end
                ) as k
                where k not in (
                    'on', 'vendor', 'time', 'timeZone', 'when', 'changes', 'onlyChanged', 'fields',
                    'sessionId'
                )
            ),
            'there is no such member', true
        ),
        (
            'on', 'some of insert, update and delete',
            p_mapping ? 'on' and not (
                jsonb_typeof(p_mapping -> 'on') = 'array'
                and p_mapping -> 'on' <@ '["insert", "update", "delete"]'
                and p_mapping -> 'on' <> '[]'
            )
        ),
        (
            'vendor', 'a column, or {"value": the id of a vendor}',
            coalesce(jsonb_typeof(p_mapping -> 'vendor'), '') <> 'string'
            and analytics.try_uuid(p_mapping #>> '{vendor,value}') is null
        ),
        ('time', 'a column', coalesce(jsonb_typeof(p_mapping -> 'time'), 'string') <> 'string'),
        (
            'sessionId', 'a column',
            coalesce(jsonb_typeof(p_mapping -> 'sessionId'), 'string') <> 'string'
        ),
        (
            'timeZone', 'an IANA name',
            p_mapping ? 'timeZone' and not exists (
                select from pg_catalog.pg_timezone_names as z
                where z.name = p_mapping ->> 'timeZone'
            )
        ),
        ('when', 'an object', coalesce(jsonb_typeof(p_mapping -> 'when'), 'object') <> 'object'),
        (
            'changes', 'an array of columns',
            coalesce(jsonb_typeof(p_mapping -> 'changes'), 'array') <> 'array'
        ),
        (
            'onlyChanged', 'true or false',
            coalesce(jsonb_typeof(p_mapping -> 'onlyChanged'), 'boolean') <> 'boolean'
        ),
        (
            'fields', 'an object',
            coalesce(jsonb_typeof(p_mapping -> 'fields'), '') <> 'object'
        )
    ) as c (member, expected, is_wrong)
    where c.is_wrong and c.member is not null
    limit 1;
    if found then
        perform analytics.refuse_mapping(v_wrong.member, v_wrong.expected);
    end if;
end;
$$;

comment on function analytics.check_mapping_members(jsonb) is
'Raises ZA161 for a mapping with a member that there is not, or whose shape is wrong.';
revoke all on function analytics.check_mapping_members(jsonb) from public;
