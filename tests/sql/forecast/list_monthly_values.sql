begin;
\ir ../setup.psql
\ir models.psql
select plan(12);

create temp table v as
select
    pg_temp.make_vendor('Pacific/Auckland') as far,
    pg_temp.make_vendor() as near;
select pg_temp.fill(near, 'bookings', '{2,null,0,5}', p_until => '2026-04-01') from v;
select pg_temp.fill(near, 'satisfaction', '{4,null,null,5}', p_until => '2026-04-01') from v;
select pg_temp.fill(near, 'revenue', '{100,200}', 'EUR', '2026-04-01') from v;
select pg_temp.fill(near, 'revenue', '{7}', 'USD', '2026-03-01') from v;

select results_eq(
    $$ select start_on, month_values
    from analytics.list_monthly_values('bookings', '2026-05-10Z', array[(select near from v)]) $$,
    $$ values ('2026-01-01'::date, '{2,0,0,5}'::float8[]) $$,
    'a month without bookings has none'
);
select results_eq(
    $$ select month_values
    from analytics.list_monthly_values(
        'satisfaction', '2026-05-10Z', array[(select near from v)]) $$,
    $$ values ('{4,4,4,5}'::float8[]) $$, 'a month without reviews says nothing new'
);
select results_eq(
    $$ select month_values
    from analytics.list_monthly_values('bookings', '2026-07-10Z', array[(select near from v)]) $$,
    $$ values ('{2,0,0,5,0,0}'::float8[]) $$, 'months go on to the last that is over'
);
select results_eq(
    $$ select month_values
    from analytics.list_monthly_values('bookings', '2026-04-10Z', array[(select near from v)]) $$,
    $$ values ('{2,0,0}'::float8[]) $$, 'the month that is running is not known'
);
select results_eq(
    $$ select month_values
    from analytics.list_monthly_values('revenue', '2026-05-10Z', array[(select near from v)]) $$,
    $$ values ('{100,200}'::float8[]) $$, 'money is that of the vendor''s currency'
);
select results_eq(
    $$ select start_on, month_values from analytics.list_monthly_values(
        'revenue', '2026-05-10Z', array[(select near from v)], 'USD') $$,
    $$ values ('2026-03-01'::date, '{7,0}'::float8[]) $$, 'or of another, and never of two'
);
select results_eq(
    $$ select start_on, month_values from analytics.list_monthly_values(
        'bookings', '2026-05-10Z', array[(select near from v)], null,
        '2026-02-01', '2026-03-01') $$,
    $$ values ('2026-02-01'::date, '{0,0}'::float8[]) $$, 'from and until cut it'
);
-- A month of Auckland begins on the last day of the month before in UTC.
insert into public.analytics_metrics (
    vendor_id, metric_name, metric_value, metric_type, time_period, aggregation_level, data_points
)
select
far,
'bookings',
3,
'count',
'2026-04-01 00:00 Pacific/Auckland',
'monthly',
3
from v;
select results_eq(
    $$ select start_on, month_values from analytics.list_monthly_values(
        'bookings', '2026-04-30 12:30Z', array[(select far from v)]) $$,
    $$ values ('2026-04-01'::date, '{3}'::float8[]) $$,
    'a month is the vendor''s: over in Auckland before it is over in Greenwich'
);
select is_empty(
    $$ select 1 from analytics.list_monthly_values(
        'inquiries', '2026-04-30 12:30Z', array[(select far from v)]) $$,
    'a vendor without any has no series'
);

-- The first request, before anything is folded: 3 reviews and 2 payments, one of them taken back.
create temp table pending as select pg_temp.make_vendor('Asia/Kolkata') as id;
select pg_temp.ingest(
    pg_temp.make_event(id, 'review.received', '2026-02-01T10:00:00Z', '{"rating": 4}'),
    pg_temp.make_event(id, 'review.received', '2026-02-03T10:00:00Z', '{"rating": 5}'),
    -- The last day of February in Greenwich is March in Kolkata.
    pg_temp.make_event(id, 'review.received', '2026-02-28T19:00:00Z', '{"rating": 1}')
)
from pending;
select pg_temp.pay(id, '2026-02-10T10:00:00Z', 100) from pending;
select results_eq(
    $$ select start_on, month_values from analytics.list_monthly_values(
        'satisfaction', '2026-04-10Z', array[(select id from pending)]) $$,
    $$ values ('2026-02-01'::date, '{4.5,1}'::float8[]) $$,
    'what is not folded yet counts, by months of the vendor'
);
select analytics.fold_vendor((select id from pending));
select pg_temp.pay(id, '2026-02-11T10:00:00Z', 50) from pending;
select results_eq(
    $$ select start_on, month_values from analytics.list_monthly_values(
        'revenue', '2026-04-10Z', array[(select id from pending)]) $$,
    $$ values ('2026-02-01'::date, '{150,0}'::float8[]) $$,
    'beside what is'
);
select pg_temp.ingest(
    pg_temp.make_event(id, 'review.received', '2026-03-20T10:00:00Z', '{"rating": 5}')
)
from pending;
select results_eq(
    $$ select month_values from analytics.list_monthly_values(
        'satisfaction', '2026-04-10Z', array[(select id from pending)]) $$,
    $$ values ('{4.5,3}'::float8[]) $$, 'and an average is one of both'
);

select finish();
rollback;
