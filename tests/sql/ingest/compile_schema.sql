begin;
select plan(16);

select throws_ok(
    format('select * from analytics.validate_json(%L, ''{}'')', c.data_schema), c.sqlstate, null,
    c.sqlstate || ' for ' || c.data_schema
)
from (values
    ('{"unevaluatedProperties": false}', 'ZA104'),
    ('{"properties": {"a": {"contains": {}}}}', 'ZA104'),
    ('{"$id": "x"}', 'ZA104'),
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
