create or replace function analytics.list_json_types(p_type_name text, p_category text)
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when p_type_name in ('json', 'jsonb') then null
        when p_category = 'N' then array['number', 'integer', 'string']
        when p_category = 'B' then array['boolean']
        when p_category = 'A' then array['array']
        else array['string']
    end
$$;

comment on function analytics.list_json_types(text, text) is
'JSON types that a column of a type can be written as; null for any of them.';
revoke all on function analytics.list_json_types(text, text) from public;
