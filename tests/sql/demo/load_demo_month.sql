begin;
\ir ../setup.psql
select plan(15);

select is(analytics_api.register_demo_vendors(), 12, 'the demonstration has twelve vendors');
select results_eq(
    $$
    select vendor_type, count(*), count(distinct time_zone) > 1
    from analytics.list_demo_vendors() group by 1 order by 1
    $$,
    $$ values
    ('florist', 3::bigint, true), ('photographer', 3::bigint, true), ('planner', 3::bigint, true),
    ('venue', 3::bigint, true) $$,
    'three of each type, in different zones'
);
select is(analytics_api.register_demo_vendors(), 0, 'they are registered once');
select results_eq(
    $$ select min(m), max(m), count(*) from analytics_api.list_demo_months('2026-03-15') as m $$,
    $$ values ('2023-03-01'::date, '2027-10-01'::date, 56::bigint) $$,
    'the months go back three years, and ahead as far as people book'
);

create temp table event as
select
    e.*,
    e.event ->> 'eventType' as event_type,
    e.event -> 'eventData' as event_data
from analytics.list_demo_events('2026-06-01', '2026-12-31') as e;
select results_eq(
    $$ select event_type from event group by 1 order by 1 $$,
    $$
    values
    ('booking.cancelled'), ('booking.changed'), ('booking.completed'), ('booking.confirmed'),
    ('inquiry.received'), ('message.sent'), ('page.viewed'), ('payment.received'),
    ('payment.refunded'), ('review.received')
    $$,
    'a month of weddings has events from the inquiry to the review'
);
select is_empty(
    $$ select name from event group by 1 having count(*) > 1 $$, 'every event has its own name'
);
select is_empty(
    $$
    select event from event
    where analytics.validate_event_data(event_type, 1, event_data) is not null
    $$,
    'every event is valid'
);
select is_empty(
    $$
    select e.event from event as e
    inner join event as b on b.event_type = 'booking.confirmed'
        and e.event_data ->> 'bookingId' = b.event_data ->> 'bookingId'
    where e.occurred_at < b.occurred_at
    $$,
    'nothing happens to a booking before it is made'
);
select is_empty(
    $$
    select event from event
    where event_type in ('booking.confirmed', 'inquiry.received')
        and event_data ->> 'weddingDate' not like '2026-06-__'
    $$,
    'the weddings are in the month'
);
select is_empty(
    $$
    (
        select e.event from event as e where e.occurred_at <= '2026-02-10 12:00+00'
        except
        select e.event from analytics.list_demo_events('2026-06-01', '2026-02-10 12:00+00') as e
    )
    union all
    (
        select e.event from analytics.list_demo_events('2026-06-01', '2026-02-10 12:00+00') as e
        except
        select e.event from event as e where e.occurred_at <= '2026-02-10 12:00+00'
    )
    $$,
    'an earlier end leaves out what has not happened by then, and nothing else'
);
set local timezone = 'Asia/Tokyo';
set local datestyle = 'SQL, DMY';
select is_empty(
    $$
    select e.event from analytics.list_demo_events('2026-06-01', '2026-12-31') as e
    except select e.event from event as e
    $$,
    'whatever the session is set to, the events are the same'
);
set local timezone = 'UTC';
set local datestyle = 'ISO, MDY';

select results_eq(
    $$
    select (r ->> 'received')::integer > 1000, r ->> 'stored' = r ->> 'received', r ->> 'rejected'
    from analytics_api.load_demo_month('2025-06-01') as r
    $$,
    $$ values (true, true, '0') $$,
    'loading a month stores its events'
);
select results_eq(
    $$
    select r ->> 'stored', r ->> 'duplicate' = r ->> 'received'
    from analytics_api.load_demo_month('2025-06-01') as r
    $$,
    $$ values ('0', true) $$,
    'loading it again stores nothing'
);
select throws_ok(
    $$ select analytics_api.load_demo_month('2026-06-02') $$, 'ZA145', null,
    'a month is named by its first day'
);
select pg_temp.act_as('{}');
select throws_ok(
    $$ select analytics_api.load_demo_month('2026-06-01') $$, 'ZA403', null,
    'it takes a platform administrator'
);

select finish();
rollback;
