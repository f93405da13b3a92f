begin;
\ir ../setup.psql
select plan(23);

create temp table v as
select
pg_temp.make_vendor() as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;
create function pg_temp.list(p_request jsonb)
returns setof jsonb
language sql
as $$
    select i from jsonb_array_elements(
        analytics_api.list_rejected_events(p_request) -> 'items'
    ) as i
$$;
update public.analytics_rejected_events set state = 'closed';
select analytics_api.receive_events(jsonb_build_array(
    pg_temp.make_event(mine, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": ""}'),
    pg_temp.make_event(mine, 'no.such', '2026-05-01T10:00:00Z', '{}'),
    pg_temp.make_event(theirs, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": ""}')
)::text, 'json', '{"door": "http", "requestId": "r-1"}') from v;
select analytics_api.ingest_events(
    pg_temp.make_event(mine, 'page.viewed', '2019-05-01T10:00:00Z', '{"path": "/"}')
) from v;

select is((select count(*) from pg_temp.list('{}')), 4::bigint, 'a DBA sees the open ones of all');
select is((select count(*) from pg_temp.list('{"door": "sql"}')), 1::bigint, 'by door');
select is((select count(*) from pg_temp.list('{"keyword": "minLength"}')), 2::bigint, 'by reason');
select is((select count(*) from pg_temp.list('{"eventType": "no.such"}')), 1::bigint, 'by type');
select is((select count(*) from pg_temp.list('{"state": "replayed"}')), 0::bigint, 'by state');
select is(
    (select count(*) from pg_temp.list(jsonb_build_object('vendorId', (select theirs from v)))),
    1::bigint, 'by vendor'
);
select is(
    (select count(*) from pg_temp.list('{"from": "2999-01-01T00:00:00Z"}')), 0::bigint, 'by time'
);
select is(
    (select count(*) from pg_temp.list('{"to": "2999-01-01T00:00:00Z", "state": "all"}')) >= 4,
    true, 'all states'
);
select results_eq(
    $$
    select i ->> 'schemaVersion', i ->> 'isTruncated' from pg_temp.list('{"keyword": "minLength"}')
        as i
    where (i ->> 'vendorId')::uuid = (select mine from v)
    $$,
    $$ values ('1', 'false') $$,
    'with the version that it was judged by'
);

create temp table first as select analytics_api.list_rejected_events('{"limit": 3}') as page;
select is(
    (select jsonb_array_length(page -> 'items') from first), 3, 'no more than asked for'
);
create temp table second as
select analytics_api.list_rejected_events(
    jsonb_build_object('limit', '3', 'cursor', page -> 'nextCursor')
) as page from first;
select is(
    (select page -> 'nextCursor' from second), 'null', 'the last page has no cursor'
);
select is(
    (
        select count(distinct i ->> 'id') from (
            select jsonb_array_elements(page -> 'items') as i from first
            union all
            select jsonb_array_elements(page -> 'items') from second
        ) as s
    ),
    4::bigint, 'the pages hold each once'
);

create temp table own as
select (pg_temp.list('{"keyword": "minLength"}') ->> 'id')::uuid as id;
grant select on own to public;
create temp table shown as
select analytics_api.get_rejected_event(id) as item from own
where analytics_api.get_rejected_event(id) ->> 'vendorId' = (select mine::text from v);
select is(
    (
        select
            convert_from(decode(item ->> 'rawBase64', 'base64'), 'UTF8') = item ->> 'rawText'
            and item ->> 'rawSha256'
            = encode(sha256(decode(item ->> 'rawBase64', 'base64')), 'hex')
        from shown
    ),
    true, 'one is shown with its bytes and their checksum'
);
select is(
    (select item #>> '{context,requestId}' from shown), 'r-1', 'and with what the door knew'
);
create temp table bytes as
select analytics_api.refuse_body('\x00ff', 'json', 'nul_byte', 'text') as id;
select is(
    (
        select
            analytics_api.get_rejected_event(id)
            - '{id,receivedAt,rawSha256,context,reasons}'::text[]
        from bytes
    ),
    '{"vendorId": null, "eventType": null, "schemaVersion": null, "door": "sql", "state": "open",
      "isBody": true, "rawBytesCount": 2, "isTruncated": false, "replayCount": 0,
      "replayedAt": null, "rawText": null, "rawBase64": "AP8=", "rawFormat": "json",
      "replayResult": null}',
    'bytes that are no text are shown as bytes'
);

select pg_temp.act_as(array[(select theirs from v)]);
select is((select count(*) from pg_temp.list('{}')), 1::bigint, 'a vendor sees its own');
select throws_ok(
    format($$ select analytics_api.get_rejected_event(id) from own where id <> %L $$, (
        select i ->> 'id' from pg_temp.list('{}') as i
    )),
    'ZA210', null, 'and not those of others'
);

select throws_ok(
    format($$ select analytics_api.list_rejected_events(%L) $$, r.request), r.code, null, r.request
)
from (values
    ('[]', 'ZA170'), ('{"colour": 1}', 'ZA170'), ('{"limit": 501}', 'ZA170'),
    ('{"cursor": "zzz"}', 'ZA156'), ('{"cursor": "!"}', 'ZA156'), ('{"cursor": 7}', 'ZA170')
) as r (request, code);

select finish();
rollback;
