begin;
select plan(33);

-- What changed, with ! where it is breaking.
create function pg_temp.changes(p_old jsonb, p_new jsonb)
returns text
language sql
as $$
    select coalesce(string_agg(
        case when c.is_breaking then '!' else '' end || c.pointer, ' ' order by c.pointer
    ), '')
    from analytics.compare_schemas(p_old, p_new) as c
$$;

select is(pg_temp.changes(was::jsonb, is_now::jsonb), expected, was || ' → ' || is_now)
from (values
    ('{}', '{}', ''),
    ('true', '{}', ''),
    ('false', 'true', ''),
    ('true', 'false', '!'),
    ('{"description": "a"}', '{"description": "b", "x-unit": "days"}', ''),
    ('{"minimum": 2}', '{"minimum": 1}', '/minimum'),
    ('{"minimum": 1}', '{"minimum": 2}', '!/minimum'),
    ('{"maxLength": 1}', '{}', '/maxLength'),
    ('{}', '{"maxLength": 1}', '!/maxLength'),
    ('{"maxLength": 1}', '{"maxLength": 2}', '/maxLength'),
    ('{"type": "integer"}', '{"type": "number"}', '/type'),
    ('{"type": "number"}', '{"type": "integer"}', '!/type'),
    ('{"type": "string"}', '{"type": ["null", "string"]}', '/type'),
    ('{"enum": [1]}', '{"enum": [2, 1]}', '/enum'),
    ('{"enum": [1, 2]}', '{"enum": [1]}', '!/enum'),
    ('{"required": ["a", "b"]}', '{"required": ["a"]}', '/required'),
    ('{"required": ["a"]}', '{"required": ["a", "b"]}', '!/required'),
    ('{}', '{"required": []}', '/required'),
    ('{"pattern": "a"}', '{"pattern": "ab"}', '!/pattern'),
    ('{"format": "date"}', '{}', '/format'),
    ('{"allOf": [{}]}', '{"allOf": [{}, {}]}', '!/allOf'),
    ('{"minContains": 0, "contains": {}}', '{"contains": {}}', '!/minContains'),
    ('{"additionalProperties": false}', '{}', '/additionalProperties'),
    ('{}', '{"additionalProperties": false}', '!/additionalProperties'),
    (
        '{"additionalProperties": false}',
        '{"additionalProperties": false, "properties": {"a": {"type": "string"}}}', '/properties/a'
    ),
    ('{}', '{"properties": {"a": {"type": "string"}}}', '!/properties/a'),
    ('{"properties": {"a": {}}}', '{}', '/properties/a'),
    (
        '{"properties": {"a/b": {"items": {"minimum": 1}}}}',
        '{"properties": {"a/b": {"items": {"minimum": 2}}}}',
        '!/properties/a~1b/items/minimum'
    ),
    ('{"items": {"minimum": 1}}', '{}', '/items'),
    ('{"uniqueItems": true}', '{"uniqueItems": false}', '/uniqueItems'),
    ('{"$defs": {"a": {"maximum": 9}}}', '{"$defs": {"a": {"maximum": 3}}}', '!/$defs'),
    (
        '{"patternProperties": {"a": {}}, "additionalProperties": false}',
        '{"patternProperties": {"a": {}}, "additionalProperties": false,
        "properties": {"a": {"type": "number"}}}', '!/properties/a'
    ),
    (
        '{"properties": {"a": {}}, "patternProperties": {"a": {}}}',
        '{"patternProperties": {"a": {}}}', '!/properties/a'
    )
) as expectation (was, is_now, expected);

select finish();
rollback;
