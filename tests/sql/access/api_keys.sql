begin;
\ir ../setup.psql
select plan(21);

create temp table v as
select
    pg_temp.make_vendor() as id,
    pg_temp.make_vendor() as other_id;
grant select on v to public;
create function pg_temp.make_key(p_changes jsonb default '{}')
returns jsonb
language sql
as $$
    select analytics_api.create_publishable_key(jsonb_build_object(
        'vendorId', (select id from v),
        'origins', array['https://WWW.example.com:443', 'http://localhost:8000']
    ) || p_changes)
$$;
create temp table made as select pg_temp.make_key() as key;
grant select on made to public;
grant execute on all functions in schema pg_temp to public;

select matches(
    (select key ->> 'key' from made), '^wp_[0-9a-f]{32}$', 'a key says what kind it is'
);
select is(
    (select key -> 'origins' from made),
    '["http://localhost:8000", "https://www.example.com"]'::jsonb,
    'origins are written as browsers write them'
);
select results_eq(
    $$
    select k.key_sha256, k.scopes from analytics.api_keys as k
    where k.vendor_id = (select id from v)
    $$,
    $$
    select sha256(convert_to(m.key ->> 'key', 'UTF8')), array['ingest'] from made as m
    $$,
    'only its hash is kept'
);
select throws_ok(
    format('select pg_temp.make_key(%L)', c.changes), c.code, null, c.why
)
from (values
    ('{"origins": []}', 'ZA185', 'for no page'),
    ('{"origins": "https://www.example.com"}', 'ZA185', 'no list'),
    ('{"origins": ["*"]}', 'ZA185', 'for every page'),
    ('{"origins": ["https://www.example.com/path"]}', 'ZA185', 'a page is no origin'),
    ('{"name": ""}', 'ZA185', 'without a name'),
    ('{"vendorId": null}', 'ZA175', 'for nobody')
) as c (changes, code, why);

-- Its use.
select is(
    analytics.use_publishable_key((select key ->> 'key' from made), 'https://www.example.com'),
    (select id from v), 'it says whose the page is'
);
select isnt(
    (
        select k.last_used_at from analytics.api_keys as k
        where k.vendor_id = (select id from v)
    ),
    null, 'and that it was used'
);
select throws_ok(
    format($$ select analytics.use_publishable_key(%L, %L) $$, c.key, c.origin), c.code, null,
    c.why
)
from (
    values
    ('wp_none', 'https://www.example.com', 'ZA404', 'no such key'),
    (null, 'https://www.example.com', 'ZA404', 'no key'),
    ((select key ->> 'key' from made), 'https://evil.example', 'ZA405', 'another page'),
    ((select key ->> 'key' from made), null, 'ZA405', 'no page')
) as c (key, origin, code, why);

-- Its end.
select pg_temp.act_as(array[(select id from v)]);
select is(analytics_api.list_api_keys(), '[]', 'who works for the vendor does not see its keys');
select throws_ok(
    format('select analytics_api.revoke_api_key(%L)', (select key ->> 'id' from made)),
    'ZA403', null, 'who works for the vendor does not end its keys'
);
select pg_temp.act_as(array[(select other_id from v)]);
select throws_ok(
    format('select analytics_api.revoke_api_key(%L)', (select key ->> 'id' from made)),
    'ZA222', null, 'for others it is not there'
);
reset role;
select is(
    (
        select k ->> 'start' from jsonb_array_elements(analytics_api.list_api_keys()) as k
        where k ->> 'vendorId' = (select id::text from v)
    ),
    (select left(key ->> 'key', 10) from made), 'who owns it sees how it begins'
);
select analytics_api.revoke_api_key((select (key ->> 'id')::uuid from made));
select throws_ok(
    format(
        $$ select analytics.use_publishable_key(%L, 'https://www.example.com') $$,
        (select key ->> 'key' from made)
    ),
    'ZA404', null, 'revoked, it is none'
);
select throws_ok(
    $$
    insert into analytics.api_keys (vendor_id, key_kind, name, key_start, key_sha256, scopes)
    select id, 'publishable', 'x', 'x', '', array['ingest', 'read'] from v
    $$,
    '23514', null, 'a publishable key can never do more than ingest'
);

select finish();
rollback;
