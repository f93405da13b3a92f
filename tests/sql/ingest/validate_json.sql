begin;
select plan(63);

create function pg_temp.reasons(p_schema jsonb, p_data jsonb)
returns text
language sql
as $$
    select coalesce(
        string_agg(v.pointer || ' ' || v.keyword, ', ' order by v.pointer, v.keyword), ''
    )
    from analytics.validate_json(p_schema, p_data, true) as v
$$;

select is(pg_temp.reasons(c.data_schema, c.data), c.expected, c.expected || ' of ' || c.data_schema)
from (values
    ('true'::jsonb, '5'::jsonb, ''),
    ('false', '5', ' not'),
    ('{}', 'null', ''),
    ('{"type": "integer"}', '1.0', ''),
    ('{"type": "integer"}', '1.5', ' type'),
    ('{"type": ["integer", "null"]}', 'null', ''),
    ('{"type": "integer"}', '"1"', ' type'),
    ('{"const": 1}', '1.0', ''),
    ('{"const": true}', '1', ' const'),
    ('{"enum": [1, "a"]}', '"b"', ' enum'),
    ('{"enum": []}', '1', ' enum'),
    ('{"minimum": 2, "maximum": 1}', '1.5', ' maximum,  minimum'),
    ('{"exclusiveMinimum": 1, "exclusiveMaximum": 1}', '1', ' exclusiveMaximum,  exclusiveMinimum'),
    ('{"minimum": 2}', '"x"', ''),
    ('{"multipleOf": 0.01}', '0.075', ' multipleOf'),
    ('{"minLength": 2, "maxLength": 2}', '"💒💒"', ''),
    ('{"maxLength": 2}', '"abc"', ' maxLength'),
    ('{"pattern": "^a.c$"}', '"a\nc"', ' pattern'),
    ('{"pattern": "b"}', '"abc"', ''),
    ('{"format": "date"}', '"2024-02-29"', ''),
    ('{"format": "date"}', '"2023-02-29"', ' format'),
    ('{"format": "date-time"}', '"2026-05-01T10:00:00.5+05:45"', ''),
    ('{"format": "date-time"}', '"2026-05-01T24:00:00Z"', ' format'),
    ('{"format": "uuid"}', '"2eb8aa08-aa98-11ea-b4aa-73b441d1638"', ' format'),
    ('{"format": "email"}', '"a..b@example.com"', ' format'),
    ('{"format": "uri"}', '"https://example.com/a?b#c"', ''),
    ('{"format": "uri"}', '"not a uri"', ' format'),
    ('{"minItems": 2, "uniqueItems": true}', '[1]', ' minItems'),
    ('{"maxItems": 1, "uniqueItems": true}', '[1, 1.0]', ' maxItems,  uniqueItems'),
    ('{"items": {"type": "string"}}', '["a", 1, "b", 2]', '/1 type, /3 type'),
    ('{"prefixItems": [{"const": 1}], "items": {"const": 2}}', '[1, 2, 3]', '/2 const'),
    ('{"minProperties": 1, "maxProperties": 2}', '{}', ' minProperties'),
    ('{"required": ["a", "b"]}', '{"b": null}', '/a required'),
    (
        '{"properties": {"a": {"properties": {"b/c": {"type": "string"}}}}}',
        '{"a": {"b/c": 1}}', '/a/b~1c type'
    ),
    ('{"properties": {"a": true}, "additionalProperties": false}', '{"a": 1, "x": 1}',
        '/x additionalProperties'),
    ('{"additionalProperties": {"type": "string"}}', '{"a": 1, "b": "c"}', '/a type'),
    ('{"dependentRequired": {"a": ["b"]}}', '{"a": 1}', ' dependentRequired'),
    ('{"allOf": [{"minimum": 1}, {"maximum": 3}]}', '5', ' maximum'),
    ('{"anyOf": [{"type": "string"}, {"minimum": 3}]}', '2', ' anyOf'),
    ('{"oneOf": [{"minimum": 1}, {"minimum": 2}]}', '2', ' oneOf'),
    (
        '{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}',
        '{"a": 1}', '/b required'
    ),
    (
        '{"$defs": {"n": {"type": "number"}}, "properties": {"a": {"$ref": "#/$defs/n"}}}',
        '{"a": "x"}', '/a type'
    ),
    ('{"contains": {"const": 1}}', '[2, 1]', ''),
    ('{"contains": {"const": 1}}', '[2]', ' contains'),
    ('{"contains": {"const": 1}, "minContains": 0}', '[]', ''),
    ('{"contains": {"const": 1}, "minContains": 2, "maxContains": 2}', '[1, 1, 1]', ' contains'),
    ('{"contains": {"const": 1}}', '"no array"', ''),
    ('{"patternProperties": {"^a/": {"type": "string"}}}', '{"a/b": 1, "c": 1}', '/a~1b type'),
    (
        '{"patternProperties": {"^x-": true}, "properties": {"a": true},
        "additionalProperties": false}', '{"x-1": 1, "a": 1, "b": 1}', '/b additionalProperties'
    ),
    ('{"propertyNames": {"maxLength": 2}}', '{"ab": 1, "abc": 1}', '/abc maxLength'),
    ('{"dependentSchemas": {"a": {"required": ["b"]}}}', '{"a": 1}', '/b required'),
    ('{"dependentSchemas": {"a": {"required": ["b"]}}}', '{"c": 1}', ''),
    ('{"$id": "https://example.org/root", "type": "string"}', '1', ' type'),
    ('{"x-unit": "days", "type": "string"}', '1', ' type'),
    ('{"pattern": "^\\w+$"}', '"naïve"', ' pattern'),
    ('{"pattern": "^[\\w-]+$"}', '"a-b_1"', ''),
    ('{"pattern": "^\\S$"}', '"\u00a0"', ' pattern'),
    ('{"pattern": "^.$"}', '"\u2028"', ' pattern'),
    ('{"pattern": "^[^a]$"}', '"\n"', ''),
    ('{"pattern": "^\\d\\D$"}', '"1a"', ''),
    ('{"pattern": "^\\W\\u0061$"}', '"-a"', ''),
    ('{"pattern": "^[a[b]$"}', '"["', '')
) as c (data_schema, data, expected);

select is_empty(
    $$ select * from analytics.validate_json('{"format": "email"}', '"nobody"') $$,
    'a format is an annotation where nothing else is said'
);

select finish();
rollback;
