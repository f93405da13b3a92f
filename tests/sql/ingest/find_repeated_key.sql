begin;
\ir ../setup.psql
select plan(20);

select is(
    analytics.find_repeated_key(t.text::json), t.pointer, t.text
)
from (values
    ('{"a": 1, "b": {"a": 2}}', null),
    ('{"a": 1, "a": 1}', '/a'),
    ('{"a": 1, "\u0061": 2}', '/a'),
    ('[{"x": [5, {"y/z": {}, "y/z": 1}]}]', '/0/x/1/y~1z'),
    ('5', null)
) as t (text, pointer);
select is(
    analytics.may_repeat_keys(t.text, t.text::jsonb), t.may, t.text
)
from (values
    ('{"a": "b:c", "b": {"a": "::"}}', false),
    ('{"a":1,"a":1}', true),
    ('{"a": {"b": 1}, "a": {"c": ":"}}', true),
    ('{"a\u003a": 1, "a": 2}', true),
    ('{"a": "\u003A", "a": 2}', true)
) as t (text, may);

create temp table v as select pg_temp.make_vendor() as id;
create function pg_temp.page(p_data text)
returns text
language sql
as $$
    select format(
        '{"id": "%s", "vendorId": "%s", "eventType": "page.viewed",'
        ' "timestamp": "2026-05-01T10:00:00Z", "eventData": %s}',
        gen_random_uuid(), (select id from v), p_data
    )
$$;
create function pg_temp.receive(p_body text, p_format text default 'json')
returns jsonb
language sql
as $$
    select body from analytics_api.receive_events(p_body, p_format, '{}')
$$;
create temp table answer as
select pg_temp.receive(format(
    '[%s, %s, %s]', pg_temp.page('{"path": "/a"}'),
    pg_temp.page('{"path": "/first", "path": "/second"}'), pg_temp.page('{"path": "/\u003a"}')
)) as body;
select is(
    (select body -> 'counts' from answer),
    '{"received": 3, "stored": 2, "duplicate": 0, "rejected": 1}',
    'an event with a name twice is refused, and its neighbours are not'
);
select is(
    (select body #> '{verdicts,1,reasons,0}' from answer),
    '{"index": 1, "pointer": "/eventData/path", "keyword": "uniqueKeys",
      "expected": "each name once in an object", "got": null}',
    'the reason names the place'
);
select is(
    (
        select count(*) from public.analytics_rejected_events
        where convert_from(raw_event, 'UTF8') like '%"path": "/first", "path": "/second"%'
    ),
    1::bigint, 'and both values are kept'
);
select is(
    (
        select count(*) from public.analytics_events
        where vendor_id = (select id from v) and event_data ->> 'path' = '/:'
    ),
    1::bigint, 'an escaped colon is a colon'
);
select is(
    pg_temp.receive(
        pg_temp.page('{"path": "/a"}') || e'\n' || pg_temp.page('{"path": "/", "path": "/"}'),
        'ndjson'
    ) -> 'counts',
    '{"received": 2, "stored": 1, "duplicate": 0, "rejected": 1}', 'line by line too'
);
select throws_ok(
    format(
        $$ select pg_temp.receive('{"data": [], "data": [%s]}') $$, pg_temp.page('{"path": "/"}')
    ),
    'ZA100', null, 'of an envelope with two lists of events nothing is taken'
);
select is(
    (
        select pg_temp.receive('[ ' || pg_temp.page('{"path" :  ""}') || ']') is not null
            and count(*) = 0
        from public.analytics_rejected_events
        where convert_from(raw_event, 'UTF8') like '%"path" :  ""%'
    ),
    true, 'whatever is refused'
);
select is(
    (
        select count(*) from public.analytics_rejected_events
        where convert_from(raw_event, 'UTF8') like '%"path" :  ""%'
    ),
    1::bigint, 'is kept as it was written'
);

select results_eq(
    $$
    select analytics.merge_patch(t.target, t.patch) from (values
        (1, '{"a": "b", "c": {"d": "e", "f": "g"}}'::jsonb, '{"a": "z", "c": {"f": null}}'::jsonb),
        (2, '{"a": [1]}', '{"a": {"b": null, "c": 1}}'),
        (3, '["x"]', '{"a": 1}'),
        (4, '{"a": 1}', '["x"]'),
        (5, null, '{"a": {"b": {"c": null}}}'),
        (6, '{"e": null}', '{"a": 1}')
    ) as t (n, target, patch) order by t.n
    $$,
    $$
    values
    ('{"a": "z", "c": {"d": "e"}}'::jsonb), ('{"a": {"c": 1}}'), ('{"a": 1}'), ('["x"]'),
    ('{"a": {"b": {}}}'), ('{"a": 1, "e": null}')
    $$,
    'merge patches do what RFC 7396 says'
);
select is(
    analytics.shared_vendor_ids(
        array['11111111-1111-4111-8111-111111111111'::uuid], null
    ),
    array['11111111-1111-4111-8111-111111111111'::uuid], 'no list of vendors is all of them'
);

select finish();
rollback;
