begin;
\ir ../setup.psql
select plan(16);

create function pg_temp.register(p_more jsonb)
returns text
language sql
as $$
    select concat_ws(' ', r ->> 'version', r ->> 'compatibility')
    from (
        select analytics_api.register_event_type(
            '{"type": "tasting.held", "kind": "user_interaction", "description": "A tasting.",
            "schema": {"type": "object", "properties": {"rating": {"type": "integer",
            "maximum": 5}}, "required": ["rating"], "additionalProperties": false},
            "example": {"rating": 4}}'::jsonb || p_more
        )
    ) as x (r)
$$;

select is(pg_temp.register('{}'), '1 new', 'a type is registered');
select is(
    analytics.validate_event_data('tasting.held', 1, '{"rating": 6}') #>> '{0,keyword}', 'maximum',
    'and validates at once'
);
select is(
    pg_temp.register('{"description": "Cake is tasted.", "priority": "low"}'), '1 unchanged',
    'what is said of it may change'
);
select is(
    (select priority from analytics.event_types where event_type = 'tasting.held'), 'low',
    'and does'
);
select is(
    pg_temp.register('{"schema": {"type": "object", "properties": {"rating": {"type": "number",
        "maximum": 10}, "cake": {"type": "string"}}, "additionalProperties": false}}'),
    '2 compatible', 'a version that takes all that the one before takes is compatible'
);
select throws_ok(
    $$ select pg_temp.register('{}') $$, 'ZA310', null,
    'one that refuses more is breaking, and has to be asked for'
);
select is(pg_temp.register('{"allowBreaking": true}'), '3 breaking', 'and then is registered');
select is(
    array[
        analytics.validate_event_data('tasting.held', 2, '{"cake": "lemon"}') is null,
        analytics.validate_event_data('tasting.held', 3, '{"cake": "lemon"}') is null
    ], '{t,f}', 'the versions stand side by side'
);
select throws_ok(format('select pg_temp.register(%L)', bad), code, null, bad || ' is refused')
from (values
    ('{"type": "Tasting"}', 'ZA150'), ('{"kind": "party"}', 'ZA150'),
    ('{"colour": "red"}', 'ZA111'), ('{"schema": {"$anchor": "a"}}', 'ZA104'),
    ('{"schema": {"type": "text"}}', 'ZA105'), ('{"example": {"rating": "x"}}', 'ZA106')
) as b (bad, code);
select throws_ok(
    $$ select analytics_api.register_event_type('[]') $$, 'ZA150', null, 'a type is an object'
);
select pg_temp.act_as(array[gen_random_uuid()]);
select throws_ok(
    $$ select analytics_api.register_event_type('{}') $$, 'ZA403', null,
    'types are registered by administrators'
);

select finish();
rollback;
