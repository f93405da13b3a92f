begin;
\ir ../setup.psql
\ir helpers.psql
select plan(33);

create function pg_temp.try_register(p_changes jsonb)
returns jsonb
language sql
as $$
    select analytics_api.register_hook_source(jsonb_build_object(
        'source', 'one', 'vendorId', (select id from v), 'map', 'nothing',
        'signature', '{"like": "stripe"}'::jsonb
    ) || p_changes)
$$;
create function pg_temp.try_map(p_sql text, p_name text default 'nothing')
returns void
language sql
as $$
    select analytics_api.register_hook_map(jsonb_build_object('name', p_name, 'sql', p_sql))
$$;
grant execute on all functions in schema pg_temp to public;

-- Maps.
select throws_ok(
    format('select pg_temp.try_map(%L)', m.map_sql), 'ZA186', null, m.why
)
from (values
    (null, 'no text'),
    ('select 1', 'no column event'),
    ('select 1 as event', 'an event that is no JSON'),
    ('selec 1', 'no SQL'),
    ('select to_jsonb(1) as event; drop table analytics.jobs', 'two statements'),
    ('insert into analytics.hook_maps values (null) returning null::jsonb as event', 'no SELECT'),
    ('select to_jsonb(s) as event from analytics.hook_secrets as s', 'what is not granted'),
    ('select h.nothing as event from hook as h', 'a column that there is not')
) as m (map_sql, why);
select throws_ok(
    $$ select pg_temp.try_map('select null::jsonb as event', 'No Name') $$, 'ZA185', null,
    'a name that is none'
);
select lives_ok(
    $$ select pg_temp.try_map('select null::jsonb as event from hook;') $$, 'a map'
);
select lives_ok(
    $$ select pg_temp.try_map('select h.payload as event from hook as h') $$, 'its new text'
);
select is(
    (select map_sql from analytics.hook_maps where map_name = 'nothing'),
    'select h.payload as event from hook as h', 'replaces it'
);

-- Sources.
select throws_ok(
    format('select pg_temp.try_register(%L)', c.changes), c.code, null, c.why
)
from (values
    ('{"source": "A"}', 'ZA185', 'a name that is none'),
    ('{"source": null}', 'ZA185', 'no name'),
    ('{"signature": {"like": "nobody"}}', 'ZA185', 'like nobody known'),
    ('{"signature": []}', 'ZA185', 'no description of the signature'),
    ('{"signature": {"scheme": "plain"}}', 'ZA185', 'no header'),
    ('{"signature": {"like": "stripe", "encoding": "octal"}}', 'ZA185', 'no encoding'),
    ('{"signature": {"like": "stripe", "toleranceSeconds": "1"}}', 'ZA185', 'no number'),
    ('{"signature": {"like": "stripe", "toleranceSeconds": 1e9}}', 'ZA185', 'too patient'),
    ('{"signature": {"like": "stripe", "deliveryPath": "id"}}', 'ZA185', 'no path'),
    ('{"secret": "short"}', 'ZA185', 'a secret that can be guessed'),
    ('{"map": "other"}', 'ZA221', 'a map that there is not'),
    ('{"vendorId": "x"}', 'ZA110', 'no vendor')
) as c (changes, code, why);
select matches(
    pg_temp.try_register('{}') ->> 'secret', '^whsec_[0-9a-f]{64}$', 'a new source gets a secret'
);
select is(
    pg_temp.try_register('{"signature": {"like": "github"}}') ->> 'secret', null,
    'one that is there keeps its own'
);
select is(
    (select s.scheme from analytics.hook_sources as s where s.source_name = 'one'),
    'plain', 'and takes the new settings'
);

-- Who may.
create temp table other as select pg_temp.make_vendor() as id;
grant select on other to public;
select throws_ok(
    format(
        'select pg_temp.try_register(%L)', jsonb_build_object('vendorId', (select id from other))
    ), 'ZA187', null, 'the name is taken'
);
select pg_temp.act_as(array[(select id from other)]);
select throws_ok(
    format(
        'select pg_temp.try_register(%L)',
        jsonb_build_object('vendorId', (select id from other), 'source', 'two')
    ), 'ZA403', null, 'who works for the vendor does not own it'
);
select throws_ok(
    $$ select analytics_api.remove_hook_source('one') $$, 'ZA220', null,
    'sources of others are not there'
);
select throws_ok(
    $$ select pg_temp.try_map('select h.payload as event from hook as h') $$, 'ZA403', null,
    'maps are for administrators'
);
reset role;
insert into analytics.vendor_members (vendor_id, user_id, member_role)
select
    o.id,
    (current_setting('request.jwt.claims')::jsonb ->> 'sub')::uuid,
    'owner'
from other as o;
set local role analytics_api_user;
select is(
    pg_temp.try_register(
        jsonb_build_object('vendorId', (select id from other), 'source', 'two')
    ) ->> 'path',
    '/api/analytics/hooks/two', 'the owner may'
);
select is(
    jsonb_path_query_array(analytics_api.list_hook_sources(), '$[*].source'), '["two"]'::jsonb,
    'and sees its own'
);

select finish();
rollback;
