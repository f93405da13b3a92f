create or replace function analytics.keyword_shape(p_keyword text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when p_keyword in ('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum')
            then 'a number'
        when p_keyword = 'multipleOf' then 'a number above 0'
        when p_keyword in (
            'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties',
            'minContains', 'maxContains'
        ) then 'a whole number'
        when p_keyword in ('pattern', 'format', '$ref', '$id') then 'a string'
        when p_keyword = 'type' then 'a type or an array of types'
        when p_keyword = 'uniqueItems' then 'a boolean'
        when p_keyword = 'required' then 'an array of strings'
        when p_keyword in ('enum', 'allOf', 'anyOf', 'oneOf', 'prefixItems') then 'an array'
        when p_keyword in (
            'properties', 'patternProperties', 'dependentRequired', 'dependentSchemas', '$defs'
        ) then 'an object'
        when p_keyword in (
            'not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties',
            'propertyNames'
        ) then 'a schema'
        when p_keyword in (
            'const', 'title', 'description', 'default', 'examples', '$comment', 'deprecated',
            'readOnly', 'writeOnly', 'contentEncoding', 'contentMediaType', 'contentSchema'
        ) or p_keyword like 'x-%' then 'anything'
        when p_keyword = '$schema' then 'the dialect 2020-12'
    end
$$;

comment on function analytics.keyword_shape(text) is
'What a keyword of JSON Schema takes, or an annotation x-…; null for one that is not supported.';
revoke all on function analytics.keyword_shape(text) from public;
grant execute on function analytics.keyword_shape(text) to analytics_definer;
