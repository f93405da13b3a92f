create or replace function analytics.has_shape(p_argument jsonb, p_shape text)
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case p_shape
        when 'anything' then true
        when 'a number' then t.type = 'number'
        when 'a number above 0'
            then case when t.type = 'number' then (p_argument #>> '{}')::numeric > 0 else false end
        when 'a whole number' then p_argument::text ~ '^[0-9]{1,9}(\.0+)?$'
        when 'a string' then t.type = 'string'
        when 'a boolean' then t.type = 'boolean'
        when 'a schema' then t.type in ('object', 'boolean')
        when 'an object' then t.type = 'object'
        when 'an array' then t.type = 'array'
        when 'an array of strings' then case
            when t.type = 'array' then not exists (
                select from jsonb_array_elements(p_argument) as e where jsonb_typeof(e) <> 'string'
            )
            else false
        end
        when 'a type or an array of types' then not exists (
            select from jsonb_array_elements(
                case t.type when 'array' then p_argument else jsonb_build_array(p_argument) end
            ) as e
            where e not in (
                '"string"', '"number"', '"integer"', '"boolean"', '"null"', '"object"', '"array"'
            )
        )
        when 'the dialect 2020-12'
            then p_argument = '"https://json-schema.org/draft/2020-12/schema"'
    end
    from (select jsonb_typeof(p_argument) as type) as t
$$;

comment on function analytics.has_shape(jsonb, text) is
'Whether the argument of a keyword has the shape that keyword_shape names.';
revoke all on function analytics.has_shape(jsonb, text) from public;
