begin;
\ir ../setup.psql
select plan(24);

create temp table v as
select
    pg_temp.make_vendor() as id,
    pg_temp.make_vendor() as other_id;
grant select on v to public;
create function pg_temp.make_key(p_changes jsonb default '{}')
returns jsonb
language sql
as $$
    select analytics_api.create_api_key(jsonb_build_object(
        'vendorId', (select id from v), 'scopes', array['read', 'ingest', 'read']
    ) || p_changes)
$$;
create function pg_temp.identify(p_key text)
returns jsonb
language sql
as $$
    select analytics_api.identify_key(sha256(convert_to(p_key, 'UTF8')))
$$;
create temp table made as select pg_temp.make_key() as key;
grant select on made to public;
grant execute on all functions in schema pg_temp to public;

select matches(
    (select key ->> 'key' from made), '^wk_live_[0-9a-f]{64}$', 'a key says what kind it is'
);
select isnt(
    (select key ->> 'key' from made), pg_temp.make_key() ->> 'key', 'no two are the same'
);
select is(
    (select key -> 'scopes' from made), '["ingest", "read"]', 'it has each of its scopes once'
);
select results_eq(
    $$
    select k.key_kind, k.key_sha256, k.key_start from analytics.api_keys as k
    where k.id = (select (key ->> 'id')::uuid from made)
    $$,
    $$
    select 'secret', sha256(convert_to(key ->> 'key', 'UTF8')), left(key ->> 'key', 14) from made
    $$,
    'only its hash is kept, and how it begins'
);
select throws_ok(
    format('select pg_temp.make_key(%L)', c.changes), c.code, null, c.why
)
from (values
    ('{"scopes": []}', 'ZA185', 'for nothing'),
    ('{"scopes": "read"}', 'ZA185', 'no list'),
    ('{"scopes": ["read", "all"]}', 'ZA185', 'a scope that there is not'),
    ('{"scopes": [null]}', 'ZA185', 'no scope'),
    ('{"kind": "other"}', 'ZA185', 'a kind that there is not'),
    ('{"origins": ["https://www.example.com"]}', 'ZA185', 'for a page'),
    ('{"name": ""}', 'ZA185', 'without a name'),
    ('{"expiresAt": "2020-01-01T00:00:00Z"}', 'ZA185', 'expired'),
    ('{"expiresAt": "soon"}', 'ZA185', 'a time that is none'),
    ('{"vendorId": "00000000-0000-4000-8000-00000000dead"}', 'ZA201', 'for a vendor that is not')
) as c (changes, code, why);
select is(
    pg_temp.make_key('{"kind": "publishable", "origins": ["https://a.example"]}'::jsonb) ->> 'kind',
    'publishable', 'a key for pages is made by the same call'
);

-- Its use.
select is(
    pg_temp.identify((select key ->> 'key' from made)),
    (
        select jsonb_build_object(
            'sub', 'key:' || (m.key ->> 'id'), 'scopes', array['ingest', 'read'],
            'app_metadata', jsonb_build_object('vendor_ids', array[v.id])
        ) from made as m cross join v
    ),
    'it acts as its vendor with its scopes, and as no user'
);
select is(
    pg_temp.identify(pg_temp.make_key('{"scopes": ["admin"]}') ->> 'key')
    #>> '{app_metadata,vendor_role}',
    'owner', 'with the scope admin as owner'
);
select isnt(
    (
        select last_used_at from analytics.api_keys
        where id = (select (key ->> 'id')::uuid from made)
    ),
    null, 'its use is noted'
);
select throws_ok(
    format('select pg_temp.identify(%L)', k.text), 'ZA408', null, k.why
)
from (
    values
    ('wk_live_none', 'one that there is not'),
    (
        pg_temp.make_key('{"kind": "publishable", "origins": ["https://a.example"]}') ->> 'key',
        'one for pages'
    )
) as k (text, why);

-- Its end.
update analytics.api_keys set expires_at = now() where id = (select (key ->> 'id')::uuid from made);
select throws_ok(
    format('select pg_temp.identify(%L)', (select key ->> 'key' from made)), 'ZA408', null,
    'expired, it is none'
);
update analytics.api_keys set expires_at = null
where id = (select (key ->> 'id')::uuid from made);
select analytics_api.revoke_api_key((select (key ->> 'id')::uuid from made));
select throws_ok(
    format('select pg_temp.identify(%L)', (select key ->> 'key' from made)), 'ZA408', null,
    'revoked, it is none'
);

-- Who makes them.
select pg_temp.act_as(array[(select id from v)]);
select throws_ok(
    'select pg_temp.make_key()', 'ZA403', null, 'who works for the vendor does not make keys'
);
select pg_temp.act_as(array[(select other_id from v)]);
select throws_ok('select pg_temp.make_key()', 'ZA201', null, 'nor do others');

select finish();
rollback;
