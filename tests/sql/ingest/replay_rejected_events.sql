begin;
\ir ../setup.psql
select plan(44);

create temp table v as
select
pg_temp.make_vendor() as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;
create function pg_temp.page(p_path text, p_vendor_id uuid default null)
returns jsonb
language sql
as $$
    select pg_temp.make_event(
        coalesce(p_vendor_id, (select mine from v)), 'page.viewed', '2026-05-01T10:00:00Z',
        jsonb_build_object('path', p_path)
    )
$$;
-- Have a body refused; the id of its newest reject.
create function pg_temp.refuse(p_body text, p_format text default 'json')
returns uuid
language plpgsql
as $$
begin
    update public.analytics_rejected_events set received_at = received_at - interval '1 hour';
    perform analytics_api.receive_events(p_body, p_format, '{"door": "http"}');
    return (
        select r.id from public.analytics_rejected_events as r order by r.received_at desc limit 1
    );
end;
$$;
create function pg_temp.replay(p_id uuid, p_mend jsonb default null)
returns jsonb
language sql
as $$
    select analytics_api.replay_rejected_events(case
        when p_mend is null then jsonb_build_object('ids', jsonb_build_array(p_id))
        else jsonb_build_object(
            'mends', jsonb_build_array(p_mend || jsonb_build_object('id', p_id))
        )
    end) #> '{items,0}'
$$;
create function pg_temp.stored(p_path text)
returns bigint
language sql
as $$
    select count(*) from public.analytics_events
    where vendor_id = (select mine from v) and event_data ->> 'path' = p_path
$$;

-- An unknown type, which is then registered.
create temp table r as
select pg_temp.refuse(
    (pg_temp.page('/type') || '{"eventType": "shop.visited"}')::text
) as id;
select is(
    pg_temp.replay(id) #>> '{result,reasons,0,keyword}', 'eventType',
    'what is not mended is refused again'
) from r;
select results_eq(
    $$
    select state, replay_count from public.analytics_rejected_events where id in (select id from r)
    $$,
    $$ values ('open', 1) $$,
    'and stays open, with the attempt counted'
);
select is(
    (select count(*) from public.analytics_rejected_events where event_type = 'shop.visited'),
    1::bigint, 'and is not kept twice'
);
insert into analytics.event_types (
    event_type, schema_version, kind, priority, description, data_schema, example
)
select
    'shop.visited',
    1,
    kind,
    priority,
    'A visit.',
    data_schema,
    example
from analytics.event_types where event_type = 'page.viewed';
select is(
    pg_temp.replay(id) ->> 'status', 'replayed', 'with its type registered it is stored'
) from r;
select is(pg_temp.stored('/type'), 1::bigint, 'once');
select is(
    pg_temp.replay(id) #- '{result,isMended}',
    jsonb_build_object('id', id, 'status', 'replayed', 'result', (
        select e.replay_result - 'isMended' from public.analytics_rejected_events as e
        where e.id = r.id
    )),
    'replayed again it tells what came of it then'
) from r;
select is(pg_temp.stored('/type'), 1::bigint, 'and stores nothing');
select is(
    (select replay_count from public.analytics_rejected_events where id in (select id from r)), 2,
    'nor counts'
);

-- An unknown vendor, which is then registered.
create temp table k as
select pg_temp.refuse(pg_temp.page('/v', '77777777-7777-4777-8777-777777777777')::text) as id;
select is(pg_temp.replay(id) ->> 'status', 'rejected', 'a vendor that is unknown') from k;
select analytics.register_vendor('77777777-7777-4777-8777-777777777777', '{}');
select is(pg_temp.replay(id) ->> 'status', 'replayed', 'once it is known') from k;

-- Times without a partition, a missing partition, too far ahead.
create temp table p as
select pg_temp.refuse(
    (pg_temp.page('/old') || '{"timestamp": "2019-03-01T00:00:00Z"}')::text
) as id;
select is(pg_temp.replay(id) ->> 'status', 'rejected', 'a time without a partition') from p;
select analytics_api.ensure_partitions('2019-03-01', '2019-03-02');
select is(pg_temp.replay(id) ->> 'status', 'replayed', 'which is made') from p;
create temp table f as
select pg_temp.refuse(
    (pg_temp.page('/f') || jsonb_build_object('timestamp', now() + interval '3 days'))::text
) as id;
update analytics.settings set future_tolerance = interval '30 days';
select is(
    pg_temp.replay(id) ->> 'status', 'replayed', 'a time too far ahead, once it is not'
) from f;

-- Too large, until more is allowed.
create temp table l as
select pg_temp.refuse((pg_temp.page('/large') || jsonb_build_object(
    'metadata', jsonb_build_object('x', repeat('y', 70000))
))::text) as id;
select is(pg_temp.replay(id) ->> 'status', 'rejected', 'an event that is too large') from l;
update analytics.settings set event_bytes_max = 100000;
select is(
    pg_temp.replay(id) ->> 'status', 'replayed', 'is stored whole once more is allowed'
) from l;
update analytics.settings set event_bytes_max = 65536, reject_bytes_max = 60000;
create temp table t as
select pg_temp.refuse((pg_temp.page('/cut') || jsonb_build_object(
    'metadata', jsonb_build_object('x', repeat('y', 70000))
))::text) as id;
select results_eq(
    $$
    select length(raw_event), is_truncated, raw_bytes_count > 70000
    from public.analytics_rejected_events where id in (select id from t)
    $$,
    $$ values (1024, true, true) $$,
    'of what is larger than is kept there are a hash and the beginning'
);
select is(
    pg_temp.replay(id) #>> '{result,reasons,0,keyword}', 'truncated',
    'its replay says that it cannot'
) from t;
select is(
    pg_temp.replay(id, '{"merge": {"metadata": null}}') #>> '{result,reasons,0,keyword}',
    'truncated', 'nor with a part of it mended'
) from t;
select is(
    pg_temp.replay(id, jsonb_build_object('event', pg_temp.page('/cut'))) ->> 'status',
    'replayed', 'but with the event given anew it does'
) from t;
update analytics.settings set reject_bytes_max = 5242880;

-- Data that does not fit, mended.
create temp table d as select pg_temp.refuse(pg_temp.page('')::text) as id;
select is(
    pg_temp.replay(id, '{"merge": {"eventData": {"channel": 5}}}') ->> 'status', 'rejected',
    'mended badly it is refused'
) from d;
select is(
    (
        select reasons #>> '{0,pointer}' from public.analytics_rejected_events
        where id in (select id from d)
    ),
    '/eventData/path', 'and keeps the reasons of what came'
);
select is(
    pg_temp.replay(id, '{"merge": {"eventData": {"path": "/mended"}}}') ->> 'status', 'replayed',
    'mended well it is stored'
) from d;
select is(pg_temp.stored('/mended'), 1::bigint, 'as mended');

-- A sender with one vendor need not name it; nor does who replays it.
select pg_temp.act_as(array[(select mine from v)]);
select analytics_api.ingest_events(pg_temp.page('') - 'vendorId' || '{"streamId": "own"}');
reset role;
select set_config('request.jwt.claims', '', true);
select is(
    pg_temp.replay(id, '{"merge": {"eventData": {"path": "/own"}}}') ->> 'status', 'replayed',
    'an event that names no vendor is stored for its sender'
)
from public.analytics_rejected_events where position('"own"'::bytea in raw_event) > 0;

-- What jsonb cannot hold.
create temp table n as
select
pg_temp.refuse(replace(pg_temp.page('/nul')::text, '/nul', '/\u0000')) as nul,
pg_temp.refuse(replace(pg_temp.page('/num')::text, '"/num"', '1e200000')) as num,
pg_temp.refuse(replace(pg_temp.page('/dup')::text, '{"path"', '{"path": "/first", "path"')) as dup,
pg_temp.refuse('{"broken": ', 'ndjson') as line,
pg_temp.refuse('[[1]]') as arr;
select is(
    array[
        pg_temp.replay(nul) #>> '{result,reasons,0,keyword}',
        pg_temp.replay(num) #>> '{result,reasons,0,keyword}',
        pg_temp.replay(dup) #>> '{result,reasons,0,keyword}',
        pg_temp.replay(line) #>> '{result,reasons,0,keyword}',
        pg_temp.replay(arr) #>> '{result,reasons,0,keyword}'
    ],
    array['json', 'json', 'uniqueKeys', 'json', 'type'],
    'U+0000, numbers, repeated names, broken lines and arrays in arrays are refused as before'
) from n;
select is(
    pg_temp.replay(dup, '{"merge": {}}') #>> '{result,reasons,0,pointer}', '/eventData/path',
    'a part of what cannot be read cannot be mended'
) from n;
select is(
    array[
        pg_temp.replay(nul, jsonb_build_object('event', pg_temp.page('/nul'))) ->> 'status',
        pg_temp.replay(num, jsonb_build_object('event', pg_temp.page('/num'))) ->> 'status',
        pg_temp.replay(dup, jsonb_build_object('event', pg_temp.page('/dup'))) ->> 'status',
        pg_temp.replay(line, jsonb_build_object('event', pg_temp.page('/line'))) ->> 'status',
        pg_temp.replay(arr, jsonb_build_object('event', pg_temp.page('/arr'))) ->> 'status'
    ],
    array['replayed', 'replayed', 'replayed', 'replayed', 'replayed'],
    'and each is stored with the event given anew'
) from n;

-- Whole bodies.
create temp table b as
select
    analytics_api.refuse_body('\x22ff22', 'json', 'not_utf8', 'UTF-8', '{"door": "http"}') as bytes,
    analytics_api.refuse_body('{"broken":', 'json', 'json', 'JSON', '{"door": "http"}') as broken,
    analytics_api.refuse_body(
        convert_to(concat(pg_temp.page('/b1'), e'\n', pg_temp.page(''), e'\n'), 'UTF8'), 'ndjson',
        'maxItems', 'a batch holds at most 1 events', '{"door": "http", "requestId": "r-9"}'
    ) as many;
select is(
    pg_temp.replay(bytes) #>> '{result,reasons,0,keyword}', 'utf8', 'a body that is not UTF-8'
) from b;
select is(
    pg_temp.replay(bytes, jsonb_build_object('event', pg_temp.page('/bytes'))) ->> 'status',
    'replayed', 'is stored with what it should have been'
) from b;
select is(
    pg_temp.replay(broken) #>> '{result,reasons,0,keyword}', 'body', 'a body that is not JSON'
) from b;
select is(
    pg_temp.replay(many) #> '{result,counts}',
    '{"received": 2, "stored": 1, "duplicate": 0, "rejected": 1}',
    'a body that was too long is taken apart'
) from b;
select is(
    (
        select count(*) from public.analytics_rejected_events
        where context ->> 'requestId' = 'r-9' and door = 'replay' and not is_body and state = 'open'
    ),
    1::bigint, 'and what is refused of it is kept by itself'
);
select is(
    analytics_api.refuse_body('', 'json', 'json', 'JSON'), null,
    'of an empty body there is nothing to keep'
);

-- An event with neither id nor time keeps those of its first arrival.
create temp table a as
select pg_temp.refuse((pg_temp.page('') - 'id' - 'timestamp')::text) as id;
select is(
    pg_temp.replay(id, '{"merge": {"eventData": {"path": "/anon"}}}') ->> 'status', 'replayed',
    'an event with neither id nor time'
) from a;
select results_eq(
    $$
    select id, "timestamp" from public.analytics_events where event_data ->> 'path' = '/anon'
    $$,
    $$
    select id, received_at from public.analytics_rejected_events where id in (select id from a)
    $$,
    'has the id of the reject and the time when it came'
);

-- Tenants.
create temp table w (foreign_id uuid, own_id uuid, other_id uuid);
grant all on w to public;
select pg_temp.act_as(array[(select mine from v)]);
insert into w (foreign_id)
select (analytics_api.ingest_events(pg_temp.page('/theirs', theirs)) ->> 'requestId')::uuid from v;
reset role;
update w set
    foreign_id = (
        select id from public.analytics_rejected_events
        where position('/theirs'::bytea in raw_event) > 0
    ),
    other_id = (
        select pg_temp.refuse(pg_temp.page('', (select theirs from v))::text)
    );
select set_config('request.jwt.claims', '', true);
select is(
    pg_temp.replay(foreign_id) #>> '{result,reasons,0,keyword}', 'vendor',
    'not even an administrator replays what its sender might not write'
) from w;
select is(
    (
        select count(*) from public.analytics_events where vendor_id = (select theirs from v)
    ),
    0::bigint, 'so that nothing gets to another vendor that way'
);
select pg_temp.act_as(array[(select mine from v)]);
select throws_ok(
    format($$ select pg_temp.replay(%L) $$, (select other_id from w)), 'ZA211', null,
    'the reject of another vendor is none'
);
select is(
    pg_temp.replay(foreign_id, jsonb_build_object('merge', jsonb_build_object('vendorId', mine)))
    ->> 'status',
    'replayed', 'with its vendor mended it is stored for the sender'
) from w, v;
reset role;
select set_config('request.jwt.claims', '', true);

-- By filter, in pages.
update public.analytics_rejected_events set state = 'closed';
select pg_temp.refuse(format('[%s, %s, %s]', pg_temp.page(''), pg_temp.page(''), pg_temp.page('')));
create temp table page as
select analytics_api.replay_rejected_events(
    '{"door": "http", "keyword": "minLength", "limit": 2,
      "merge": {"eventData": {"path": "/all"}}}'
) as result;
select is(
    (select result -> 'counts' from page),
    '{"selected": 2, "replayed": 2, "rejected": 0, "busy": 0, "closed": 0}', 'a filter, in pages'
);
select is(
    (
        select analytics_api.replay_rejected_events(jsonb_build_object(
            'limit', 2, 'cursor', result -> 'nextCursor',
            'merge', '{"eventData": {"path": "/all"}}'::jsonb
        )) - 'items'
        from page
    ),
    '{"counts": {"selected": 1, "replayed": 1, "rejected": 0, "busy": 0, "closed": 0},
      "nextCursor": null}',
    'up to the last'
);
select is(pg_temp.replay(id) ->> 'status', 'closed', 'what is closed is left alone') from d;

select throws_ok(
    format($$ select analytics_api.replay_rejected_events(%L) $$, request), 'ZA170', null, request
)
from (values
    ('{"ids": []}'), ('{"mends": [{"id": "6b3f8f4e-3f0e-4c2e-9a55-0d3d2a4f7a11"}]}')
) as w (request);

select finish();
rollback;
