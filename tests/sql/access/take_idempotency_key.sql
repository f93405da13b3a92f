begin;
\ir ../setup.psql
select plan(13);

create temp table v as
select
    pg_temp.make_vendor() as id,
    pg_temp.make_vendor() as other_id;
grant select on v to public;
create function pg_temp.act(p_vendor_ids uuid[], p_subject text)
returns void
language sql
as $$
    select set_config('request.jwt.claims', jsonb_build_object(
        'sub', p_subject, 'app_metadata', jsonb_build_object('vendor_ids', p_vendor_ids)
    )::text, true)
$$;
create function pg_temp.keep(p_key text, p_request text)
returns void
language sql
as $$
    select analytics_api.keep_answer(
        p_key, p_request::bytea, 201, '{"Location": "/a"}', '{"client": "cl-77"}'
    )
$$;
grant execute on all functions in schema pg_temp to public;

set local role analytics_api_user;
select pg_temp.act(array[id], 'anna') from v;
select results_eq(
    $$ select * from analytics_api.take_idempotency_key('k', 'one') $$,
    $$ values (null::integer, null::jsonb, null::text) $$,
    'the first time there is no answer'
);
select pg_temp.keep('k', 'one');
select results_eq(
    $$ select * from analytics_api.take_idempotency_key('k', 'one') $$,
    $$ values (201, '{"Location": "/a"}'::jsonb, '{"client": "cl-77"}') $$,
    'the second time it is that of the first'
);
select throws_ok(
    $$ select analytics_api.take_idempotency_key('k', 'two') $$, 'ZA147', null,
    'another request with the key is refused'
);
select pg_temp.act(array[id], 'bert') from v;
select is(
    (select status from analytics_api.take_idempotency_key('k', 'one')), null,
    'the key of another user is another key'
);
select pg_temp.act(array[other_id], 'anna') from v;
select is(
    (select status from analytics_api.take_idempotency_key('k', 'one')), null,
    'and that of another vendor'
);
select pg_temp.act(array[id, other_id], 'anna') from v;
select pg_temp.keep('k', 'one');
select pg_temp.act(array[id], null) from v;
select pg_temp.keep('k', 'one');
reset role;
select results_eq(
    $$
    select k.vendor_id = v.id, left(k.caller, 8) from analytics.idempotency_keys as k cross join v
    order by 1, 2
    $$,
    $$ values (false, 'anna'), (true, 'anna'), (true, 'vendors:') $$,
    'who has not exactly one vendor, or no subject, is somebody too'
);

-- Clients are erased from what was answered, too.
select throws_ok(
    $$ select pg_temp.keep(e'a\nb', 'one') $$, '23514', null, 'a key is printable'
);
select lives_ok(
    $$ select analytics_api.erase_client(id, 'cl-77') from v $$, 'a client is erased'
);
select is_empty(
    $$ select body from analytics.idempotency_keys where body::text like '%cl-77%' $$,
    'also from what was answered'
);

-- Its end.
select analytics.prune_answers(now() + interval '23 hours', null);
select is((select count(*) from analytics.idempotency_keys), 3::bigint, 'for a day it is kept');
select pg_temp.act(array[id], 'anna') from v;
update analytics.idempotency_keys set expires_at = clock_timestamp();
select is(
    (select status from analytics_api.take_idempotency_key('k', 'two')), null,
    'then the key is free'
);
select analytics.prune_answers(now() + interval '1 minute', null);
select is((select count(*) from analytics.idempotency_keys), 0::bigint, 'and it is forgotten');
select is(
    (select every from analytics.jobs where job_name = 'prune_answers'), interval '1 hour',
    'by a job'
);

select finish();
rollback;
