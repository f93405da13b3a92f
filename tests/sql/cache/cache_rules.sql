begin;
\ir ../setup.psql
\ir helpers.psql
select plan(12);

select set_config('request.jwt.claims', '{"app_metadata": {"platform_admin": true}}', true);
insert into analytics.cache_rules (pattern, ttl, invalidation, is_warmed, is_compressed)
values
('metrics/rev*', '60 s', 'exact', false, true),
('metrics/book*', '30 s', 'ttl', true, false);

select results_eq(
    $$ select * from analytics.choose_cache_rule('{metrics/revenue}') $$,
    $$ values (interval '60 s', true, false, true) $$,
    'the longest pattern that fits counts'
);
select results_eq(
    $$ select * from analytics.choose_cache_rule('{metrics/revenue,metrics/bookings}') $$,
    $$ values (interval '30 s', true, false, false) $$,
    'of several rules the strictest'
);
select is_empty(
    $$ select * from analytics.choose_cache_rule('{metrics/revenue,elsewhere}') $$,
    'what no rule fits is not cached'
);
update analytics.cache_rules set is_enabled = false where pattern = 'metrics/rev*';
select results_eq(
    $$ select ttl from analytics.choose_cache_rule('{metrics/revenue}') $$,
    $$ values (interval '1 hour') $$,
    'a rule that is disabled is passed by'
);
select is_empty(
    $$ select * from analytics.choose_cache_rule('{metricsXrevenue}') $$,
    'a pattern has no other signs than the star'
);
select throws_ok(
    $$ insert into analytics.cache_rules (pattern) values ('a%b') $$, '23514', null,
    'and may have no others'
);

create temp table tolerated as
select a.* from pg_temp.answer('{"metrics": ["bookings"]}') as a;
select matches(
    etag, '^[0-9a-f]{32}\.t[0-9]+$', 'where a rule takes old answers, the tag has their time'
)
from tolerated;
select pg_temp.ingest(pg_temp.make_event(
    id, 'booking.confirmed', '2026-05-02T10:00:00Z',
    '{"bookingId": "b", "weddingDate": "2026-09-05", "value": 3}'
)) from v;
select is(
    (select a.body from pg_temp.answer('{"metrics": ["bookings"]}', array[t.etag]) as a), null,
    'and the answer is right although something has changed'
)
from tolerated as t;
select isnt(
    (
        select a.body
        from pg_temp.answer('{"metrics": ["bookings"]}', array[
            left(t.etag, 32) || '.t' || substr(t.etag, 35)::bigint - 31
        ]) as a
    ),
    null, 'as long as it is not older than it may be'
)
from tolerated as t;
select isnt(
    (
        select a.body
        from pg_temp.answer('{"metrics": ["bookings"]}', array[
            left(t.etag, 32) || '.t' || substr(t.etag, 35)::bigint + 100, t.etag || 'x'
        ]) as a
    ),
    null, 'or of a time to come'
)
from tolerated as t;
update analytics.cache_rules set is_enabled = false;
select is(
    (select array[a.etag, a.rule::text] from pg_temp.answer() as a), array[null, null],
    'without rules nothing is cached'
);
update analytics.cache_rules set is_enabled = true;
select isnt(
    pg_temp.etag_after('update analytics.cache_state set cleared_count = cleared_count + 1'),
    pg_temp.etag(), 'a cache that is cleared answers anew'
);

select finish();
rollback;
