create or replace function analytics.list_event_fields(p_event_types text[])
returns table (field_name text, json_key text, field_type text, origin text)
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
#variable_conflict use_column
begin
    return query
    select
        f.field_name, min(f.key),
        case when count(distinct f.field_type) = 1 then min(f.field_type) else 'string' end,
        case when f.field_name = 'currency' then 'currency' else 'data' end
    from (
        select
            analytics.snake_case(p.key) as field_name, p.key,
            analytics.schema_field_type(p.value) as field_type
        from analytics.event_types as t
        cross join lateral jsonb_each(t.data_schema -> 'properties') as p (key, value)
        where t.event_type = any(p_event_types)
            and jsonb_typeof(t.data_schema -> 'properties') = 'object'
            and jsonb_typeof(p.value) = 'object'
    ) as f
    where f.field_type is not null
    group by f.field_name
    union all
    select e.name, e.name, 'string', 'envelope'
    from unnest(
        '{event_type,kind,priority,session_id,source_system,stream_id}'::text[]
    ) as e (name);
end;
$$;

comment on function analytics.list_event_fields(text[]) is
'Fields of events of these types: of their data, by their JSON Schemas (a type that differs between
them is a string), and of their envelope.';
revoke all on function analytics.list_event_fields(text[]) from public;
grant execute on function analytics.list_event_fields(text[]) to analytics_definer;
