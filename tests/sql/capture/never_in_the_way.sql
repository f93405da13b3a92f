begin;
\ir ../setup.psql
select plan(20);

create temp table v as
select
    pg_temp.make_vendor() as id,
    gen_random_uuid() as unknown_id;
create schema host;
create table host.payments (
    id bigint generated always as identity primary key,
    vendor text,
    amount text,
    paid_at timestamptz default now(),
    method text
);
select analytics_api.track_table('host.payments', 'payment.received', '{
    "on": ["insert", "update", "delete"], "vendor": "vendor", "time": "paid_at",
    "fields": {"paymentId": "id", "amount": "amount", "method": "method"}
}') ->> 'table' as tracked;
create function pg_temp.refused()
returns table (vendor_id uuid, pointer text, keyword text)
language sql
as $$
    select r.vendor_id, r.reasons #>> '{0,pointer}', r.reasons #>> '{0,keyword}'
    from public.analytics_rejected_events as r
    where r.door = 'capture'
    order by 2, 3
$$;

create function pg_temp.check_tables()
returns void
language sql
as $$
    select analytics.check_captures_item(now(), t) from analytics.list_captured_tables(now()) as t
$$;

-- Whatever the event looks like.
insert into host.payments (vendor, amount, paid_at, method)
select
v.id::text,
x.amount,
x.paid_at::timestamptz,
x.method
from v
cross join (values
    ('100.50', 'now', 'card'),
    ('a lot', 'now', 'card'),
    ('1', 'infinity', 'card'),
    ('2', '0044-03-15 BC', 'card'),
    ('3', '3000-01-01', 'card'),
    ('4', 'now', repeat('x', 1000000)),
    ('5', 'now', E'\u2028'';--\\')
) as x (amount, paid_at, method);
insert into host.payments (vendor, amount) select
unknown_id::text,
'6'
from v;
insert into host.payments (vendor, amount) values ('nobody', '7'), (null, '8'), ('', '9');
select is((select count(*) from host.payments), 11::bigint, 'the host has all of its rows');
select is(analytics.drain_captures(), 11, 'all of them are drained');
select results_eq(
    $$
    select event_data ->> 'amount' from public.analytics_events
    where vendor_id = (select id from v) order by 1
    $$,
    $$ values ('100.50'), ('5') $$,
    'what can be stored is'
);
select results_eq(
    'select pointer, keyword, count(vendor_id), count(*) from pg_temp.refused()
    group by 1, 2 order by 1, 2',
    $$
    values
    ('', 'maxBytes', 1::bigint, 1::bigint),
    ('/eventData/amount', 'pattern', 1, 1),
    ('/timestamp', 'format', 2, 2),
    ('/timestamp', 'maximum', 1, 1),
    ('/vendorId', 'format', 0, 2),
    ('/vendorId', 'vendor', 0, 2)
    $$,
    'the rest is kept with the reason, and with the vendor where there is one'
);
delete from public.analytics_rejected_events where door = 'capture';

-- Whatever has become of the table.
alter table host.payments alter column amount type numeric using 1;
insert into host.payments (vendor, amount) select
id::text,
12
from v;
select is(analytics.drain_captures(), 1, 'a column may change its type');
alter table host.payments drop column method;
select lives_ok(
    $$ insert into host.payments (vendor, amount) select id::text, n
        from v cross join generate_series(1, 1500) as n $$,
    'or be dropped, and the host goes on'
);
select lives_ok($$ update host.payments set amount = 2 where amount = 1500 $$, 'with updates');
select lives_ok($$ delete from host.payments where amount = 2 $$, 'and deletes');
select results_eq(
    $$
    select context ->> 'operation', count(*), min(reasons #>> '{0,keyword}')
    from public.analytics_rejected_events
    where door = 'capture' and convert_from(raw_event, 'UTF8')::jsonb -> 'row' ? 'amount'
        and convert_from(raw_event, 'UTF8')::jsonb ->> 'table' = 'host.payments'
    group by 1 order by 1
    $$,
    $$
    values ('delete', 2::bigint, 'capture'), ('insert', 1500, 'capture'), ('update', 1, 'capture')
    $$,
    'the rows that could not be read are kept as they were'
);
select is(
    (
        select d ->> 'problem' from jsonb_array_elements(analytics_api.list_tracked_tables()) as d
    ),
    'fields.method: table host.payments has no column "method"',
    'the list of what is tracked says what is wrong'
);
select results_eq(
    'select split_part(t, $$ $$, 2) from analytics.list_captured_tables(now()) as t',
    $$ values ('host.payments') $$,
    'the job looks at each tracked table'
);
select throws_ok(
    $$ select pg_temp.check_tables() $$, 'ZA162', null,
    'and fails where one does not fit'
);
select is(
    analytics.compile_captures(), false, 'a trigger that would lose events is not compiled'
);
create function pg_temp.insert_with_warning()
returns text
language plpgsql
as $$
begin
    revoke insert on public.analytics_rejected_events from analytics_owner;
    insert into host.payments (vendor, amount) values ('x', 7777);
    grant insert on public.analytics_rejected_events to analytics_owner;
    return (select count(*) from host.payments where amount = 7777);
end;
$$;
select is(
    pg_temp.insert_with_warning(), '1', 'where not even that can be written, the host goes on too'
);
alter table host.payments add column method text;
select lives_ok(
    $$ select pg_temp.check_tables() $$,
    'once the column is back the job is content'
);

alter table host.payments alter column amount type text;
select is(
    analytics.compile_captures(), true,
    'a trigger is compiled anew when the type of a column changes'
);
create table host.gone (id bigint primary key, vendor uuid, url text);
select analytics_api.track_table(
    'host.gone', 'page.viewed', '{"vendor": "vendor", "fields": {"path": "url"}}'
) ->> 'table' as tracked;
drop table host.gone;
select pg_temp.check_tables();
select is(
    (select count(*) from analytics.tracked_tables), 1::bigint,
    'a table that was dropped is forgotten'
);
select is_empty(
    $$ select proname from pg_proc where proname ~ '^tf_host_gone' $$, 'with its functions'
);

-- Where the whole batch breaks.
create function pg_temp.break_events()
returns trigger
language plpgsql
as $$ begin if new.event_data ->> 'amount' = '13' then
    raise check_violation using message = 'unlucky'; end if; return new; end; $$;
create trigger break_before_insert before insert on public.analytics_events
for each row execute function pg_temp.break_events();
delete from public.analytics_rejected_events where door = 'capture';
insert into host.payments (vendor, amount) select
id::text,
n
from v cross join unnest(
    array[12, 13, 14]
) as n;
select is(analytics.drain_captures(), 3, 'an event that breaks its batch');
select results_eq(
    $$
    select reasons #>> '{0,got}', count(*) from public.analytics_rejected_events
    where door = 'capture' group by 1
    $$,
    $$ values ('unlucky (23514)', 1::bigint) $$, 'is kept, and does not hold up the queue'
);

select finish();
rollback;
