begin;
select plan(22);

select throws_ok(
    format('select * from analytics.validate_json(%L, ''{}'', true)', c.data_schema),
    c.sqlstate, null,
    c.sqlstate || ' for ' || c.data_schema
)
from (values
    ('{"unevaluatedProperties": false}', 'ZA104'),
    ('{"properties": {"a": {"unevaluatedItems": false}}}', 'ZA104'),
    ('{"properties": {"a": {"$id": "x"}}}', 'ZA104'),
    ('{"$defs": {"a": {"$id": "x", "$defs": {"b": {}}}}, "$ref": "#/$defs/a/$defs/b"}', 'ZA104'),
    ('{"$dynamicRef": "#a"}', 'ZA104'),
    ('{"$anchor": "a"}', 'ZA104'),
    ('{"minimun": 1}', 'ZA104'),
    ('{"pattern": "[]a]"}', 'ZA104'),
    ('{"pattern": "\\1(a)"}', 'ZA104'),
    ('{"$ref": "other.json"}', 'ZA104'),
    ('{"$ref": "#"}', 'ZA104'),
    ('{"format": "regex"}', 'ZA104'),
    ('{"pattern": "\\p{Letter}"}', 'ZA104'),
    ('{"pattern": "(?<=a)b"}', 'ZA104'),
    ('{"$schema": "http://json-schema.org/draft-07/schema#"}', 'ZA105'),
    ('{"pattern": "("}', 'ZA105'),
    ('{"minimum": "1"}', 'ZA105'),
    ('{"multipleOf": 0}', 'ZA105'),
    ('{"type": "text"}', 'ZA105'),
    ('{"required": [1]}', 'ZA105'),
    ('{"$ref": "#/$defs/none"}', 'ZA105'),
    ('5', 'ZA105')
) as c (data_schema, sqlstate);

select finish();
rollback;
