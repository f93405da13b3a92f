begin;
\ir ../setup.psql
select plan((select 9 + 3 * count(*)::integer from analytics.event_types));

select is(
    analytics.validate_event_data(t.event_type, t.schema_version, t.example), null,
    format('the example of %s is valid', t.event_type)
)
from analytics.event_types as t;
select is(
    analytics.validate_event_data(
        t.event_type, t.schema_version, t.example || '{"noSuchField": 1}'
    ) #>> '{0,pointer}',
    '/noSuchField',
    format('a field that %s does not have is found', t.event_type)
)
from analytics.event_types as t;
select ok(
    (
        select bool_and(
            analytics.validate_event_data(t.event_type, t.schema_version, t.example - r)
            @> jsonb_build_array(jsonb_build_object('pointer', '/' || r, 'keyword', 'required'))
        )
        from jsonb_array_elements_text(t.data_schema -> 'required') as r
    ),
    format('each field that %s requires is missed', t.event_type)
)
from analytics.event_types as t;

select is(
    analytics.validate_event_data('no.such', 1, '{}') #>> '{0,keyword}', 'schemaVersion',
    'a type that is not registered has no valid data'
);
insert into analytics.event_types (
    event_type, kind, description, data_schema, example
)
values (
    'tasting.held', 'user_interaction', 'A tasting.',
    '{"properties": {"rating": {"type": "integer"}}, "required": ["rating"]}', '{"rating": 4}'
);
select is(
    analytics.validate_event_data('tasting.held', 1, '{"rating": "x"}') #>> '{0,pointer}',
    '/rating',
    'a type can be used as soon as it is registered'
);
create temp table v as select pg_temp.make_vendor() as id;
select pg_temp.ingest(pg_temp.make_event(
    id, 'tasting.held', '2026-05-01T10:00:00Z', '{"rating": 5}'
)) from v;
select throws_ok(
    $$ update analytics.event_types set data_schema = '{}' where event_type = 'tasting.held' $$,
    'ZA301', null, 'a version that events use cannot change'
);
select throws_ok(
    $$ delete from analytics.event_types where event_type = 'tasting.held' $$,
    'ZA301', null, 'nor be removed'
);
select lives_ok(
    $$ update analytics.event_types set description = 'Cake.' where event_type = 'tasting.held' $$,
    'its description can'
);
insert into analytics.event_types (
    event_type, schema_version, kind, description, data_schema, example
)
values ('tasting.held', 2, 'user_interaction', 'A tasting.', '{}', '{}');
select is(
    pg_temp.ingest(pg_temp.make_event(
        (select id from v), 'tasting.held', '2026-05-01T11:00:00Z', '{}'
    )) #>> '{counts,stored}', '1', 'the latest version is taken where an event names none'
);
insert into analytics.event_types (event_type, kind, description, data_schema, example)
values ('cake.cut', 'user_interaction', 'The cake.', '{}', '{}');
delete from analytics.event_types where event_type = 'cake.cut';
select is(
    analytics.validate_event_data('cake.cut', 1, '{}') #>> '{0,keyword}', 'schemaVersion',
    'a type that no event uses can be removed'
);
select throws_ok(
    $$
    insert into analytics.event_types (event_type, kind, description, data_schema, example)
    values ('a.b', 'system_metric', '', '{"required": ["x"]}', '{}')
    $$,
    'ZA106', null, 'an example must fit its own schema'
);
select throws_ok(
    $$
    insert into analytics.event_types (event_type, kind, description, data_schema, example)
    values ('a.b', 'system_metric', '', '{"unevaluatedItems": true}', '{}')
    $$,
    'ZA104', null, 'a schema that cannot be compiled is refused'
);

select finish();
rollback;
