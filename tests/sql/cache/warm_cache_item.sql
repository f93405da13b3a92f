begin;
\ir ../setup.psql
\ir helpers.psql
select plan(19);

create function pg_temp.note(p_count integer, p_request jsonb default '{}', p_at text default null)
returns integer
language sql
as $$
    select analytics.store_popular_requests(
        jsonb_build_array(jsonb_build_object(
            'vendorId', v.id, 'count', p_count, 'request', jsonb_build_object(
                'metrics', '["revenue"]'::jsonb,
                'timeframe', '{"from": "2026-05-01", "to": "2026-06-01"}'::jsonb
            ) || p_request
        )),
        coalesce(p_at, '2026-05-20T10:00:00Z')::timestamptz
    )
    from v
$$;
create function pg_temp.warm(p_at text default '2026-05-20T10:01:00Z')
returns void
language sql
as $$ select analytics.warm_cache_item(p_at::timestamptz, v.id::text) from v $$;
create function pg_temp.revenue()
returns text
language sql
as $$
    select (a.body || a.tail || '}')::jsonb #>> '{data,0,totals,0,value}' from pg_temp.answer() as a
$$;
create function pg_temp.items(p_at text)
returns bigint
language sql
as $$
    select count(*) from analytics.list_vendors_to_warm(p_at::timestamptz) as i
    where i = (select id::text from v)
$$;

select pg_temp.pay(id, '2026-05-02T10:00:00Z', 1) from v;
select is(pg_temp.note(2), 1, 'what is asked is noted');
select is(
    pg_temp.note(3, '{"totals": true, "vendorId": "00000000-0000-4000-8000-000000000009"}'), 1,
    'the same in other words too'
);
select is(
    (select r.score from analytics.popular_requests as r inner join v on r.vendor_id = v.id),
    5::double precision, 'and counted together'
);
select is(
    array[pg_temp.items('2026-05-20T10:01:00Z'), pg_temp.items('2026-05-21T10:00:00Z')], '{1,0}',
    'after a day it is no longer what is often asked'
);

select is((select a.rule ->> 'age' from pg_temp.answer() as a), null, 'before it is warmed');
select pg_temp.warm();
select cmp_ok(
    (select (a.rule ->> 'age')::numeric from pg_temp.answer() as a), '>=', 0::numeric,
    'the answer is there, and says its age'
);
select is(
    (select a.rule ->> 'vendorId' from pg_temp.answer() as a), v.id::text, 'and whose it is'
)
from v;
select is(
    pg_temp.revenue(), '1', 'it is the right one'
);
select is(
    (select a.rule ->> 'age' from pg_temp.answer('{"groupBy": ["day"]}') as a), null,
    'no other is taken for it'
);
select is(
    (select a.rule ->> 'age' from pg_temp.answer('{"realTime": true}') as a), null,
    'what is asked in real time is calculated'
);
select pg_temp.act_as(array[other]) from v;
select is(
    (select a.rule ->> 'age' from pg_temp.answer('{"vendorId": null}') as a), null,
    'nor has another vendor any of it'
);
reset role;
select set_config('request.jwt.claims', '', true);

select pg_temp.pay(id, '2026-05-03T10:00:00Z', 2) from v;
select is(
    pg_temp.revenue(), '3', 'what has changed is calculated'
);
select pg_temp.warm();
select isnt(
    (select a.rule ->> 'age' from pg_temp.answer() as a), null, 'until it is warmed again'
);
create temp table kept as
select c.created_at from analytics.cached_answers as c inner join v on c.vendor_id = v.id;
select pg_temp.warm();
select results_eq(
    'select c.created_at from analytics.cached_answers as c inner join v on c.vendor_id = v.id',
    'select created_at from kept', 'what is right is left alone'
);

select pg_temp.note(9, '{"metrics": ["no_such_metric"]}');
select pg_temp.warm();
select is(
    (select count(*) from analytics.popular_requests as r inner join v on r.vendor_id = v.id),
    1::bigint, 'what can be asked no more is forgotten'
);
select is(pg_temp.note(1, '{"format": "excel"}'), 0, 'workbooks are not calculated ahead');
select is(
    (
        select max(pg_temp.note(1 + n, jsonb_build_object('timeframe', jsonb_build_object(
            'from', '2026-04-01', 'to', to_char(date '2026-04-02' + n, 'YYYY-MM-DD')
        ))))
        from generate_series(1, 30) as n
    ),
    20, 'of each vendor the 20 most popular are kept'
);
select pg_temp.warm('2026-05-22T10:00:00Z');
select is(
    (select count(*) from analytics.cached_answers as c inner join v on c.vendor_id = v.id),
    0::bigint, 'answers to what is asked no more are dropped'
);
select set_config('request.jwt.claims', '{"app_metadata": {}}', true);
set local role analytics_api_user;
select throws_ok(
    'select analytics_api.clear_cache()', 'ZA403', null, 'a cache is cleared by administrators'
);
reset role;

select finish();
rollback;
