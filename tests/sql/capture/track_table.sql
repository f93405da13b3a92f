begin;
\ir ../setup.psql
select plan(40);

create schema host;
create domain host.money_amount as numeric(12, 2);
create table host.orders (
    id bigint primary key,
    vendor_id uuid,
    owner text,
    amount host.money_amount,
    is_paid boolean,
    paid_on date,
    paid_at timestamptz,
    done_at timestamp,
    tags text[],
    extra jsonb,
    place point,
    dropped text
);
create table host.keyless (id bigint, vendor_id uuid, amount numeric);
create view host.orders_view as select * from host.orders;
create function pg_temp.track(p_mapping jsonb, p_table text default 'host.orders')
returns text
language sql
as $$
    select analytics_api.track_table(p_table::regclass, 'payment.received', p_mapping)
        ->> 'eventType'
$$;
create function pg_temp.mapping(p_more jsonb default '{}', p_fields jsonb default '{}')
returns jsonb
language sql
as $$
    select '{"vendor": "vendor_id"}'::jsonb || p_more || jsonb_build_object(
        'fields', '{"paymentId": "id", "amount": "amount"}'::jsonb || p_fields
    )
$$;
create function pg_temp.list_triggers()
returns setof text
language sql
as $$
    select tgname::text from pg_trigger
    where tgrelid = 'host.orders'::regclass and not tgisinternal
    order by 1
$$;
create function pg_temp.refuses(p_mapping jsonb, p_code text, p_column text, p_what text)
returns text
language plpgsql
as $$
declare
    v_code text;
    v_column text;
begin
    begin
        perform pg_temp.track(p_mapping);
        v_code := 'tracked';
    exception
        when others then
            get stacked diagnostics v_code = returned_sqlstate, v_column = column_name;
    end;
    return is(row(v_code, v_column), row(p_code, p_column), p_what);
end;
$$;

-- What can be tracked.
select throws_ok(
    $$ select pg_temp.track(pg_temp.mapping(), 'host.orders_view') $$, 'ZA160', null,
    'a view is refused'
);
select throws_ok(
    $$ select pg_temp.track(pg_temp.mapping(), 'public.analytics_events') $$, 'ZA160', null,
    'so is a table of ours'
);
select throws_ok(
    $$ select pg_temp.track(pg_temp.mapping(), 'pg_catalog.pg_class') $$, 'ZA160', null,
    'and one of the system'
);
create temp table short_lived (id bigint, vendor_id uuid, amount numeric);
select throws_ok(
    $$ select pg_temp.track(pg_temp.mapping(), 'pg_temp.short_lived') $$, 'ZA160', null,
    'and a temporary one'
);
do $$
begin
    execute 'create foreign data wrapper nothing';
    execute 'create server elsewhere foreign data wrapper nothing';
end;
$$;
create foreign table host.far (id bigint, vendor_id uuid, amount numeric) server elsewhere;
select throws_ok(
    $$ select pg_temp.track(pg_temp.mapping(), 'host.far') $$, 'ZA160', null,
    'and a foreign one'
);
select throws_ok(
    $$ select analytics_api.track_table('host.orders', 'no.such_type', pg_temp.mapping()) $$,
    'ZA205', null, 'the type of event has to be registered'
);
select throws_ok(
    $$ select pg_temp.track(pg_temp.mapping('{"on": ["update"]}'), 'host.keyless') $$,
    'ZA165', null, 'updates are compared by the primary key, so there has to be one'
);
select is(
    pg_temp.track(pg_temp.mapping(), 'host.keyless'), 'payment.received',
    'inserts need none'
);

-- What a mapping may say.
select pg_temp.refuses('[]', 'ZA161', 'mapping', 'a mapping is an object');
select pg_temp.refuses(
    pg_temp.mapping('{"vendr": "id"}'), 'ZA161', 'vendr', 'a member that there is not is named'
);
select pg_temp.refuses(
    pg_temp.mapping('{"on": ["truncate"]}'), 'ZA161', 'on', 'there are three operations'
);
select pg_temp.refuses(
    pg_temp.mapping('{"vendor": {"value": "nobody"}}'), 'ZA161', 'vendor',
    'a constant vendor is a UUID'
);
select pg_temp.refuses(
    pg_temp.mapping('{"timeZone": "Mars/Olympus"}'), 'ZA161', 'timeZone', 'a time zone exists'
);
select pg_temp.refuses('{"vendor": "vendor_id"}', 'ZA161', 'fields', 'fields cannot be left out');
select pg_temp.refuses(
    '{"vendor": "vendor_id", "fields": {}}', 'ZA161', 'fields', 'nor be empty'
);
select pg_temp.refuses(
    pg_temp.mapping('{}', '{"method": 5}'), 'ZA161', 'fields.method',
    'a field is a column or a constant'
);
select pg_temp.refuses(
    pg_temp.mapping('{"when": {"owner": {"like": "x"}}}'), 'ZA161', 'when.owner',
    'a condition is a value, null, a list or a negation'
);
select pg_temp.refuses(
    pg_temp.mapping('{"on": ["update"], "changes": []}'), 'ZA161', 'changes',
    'some column has to change'
);
select pg_temp.refuses(
    pg_temp.mapping('{"time": "nowhere"}'), 'ZA162', 'time', 'an unknown column is named'
);
select pg_temp.refuses(
    pg_temp.mapping('{}', '{"method": "Owner"}'), 'ZA162', 'fields.method',
    'columns are written as they are'
);
select pg_temp.refuses(
    pg_temp.mapping('{}', '{"amount": "is_paid"}'), 'ZA163', 'fields.amount',
    'a boolean is no amount'
);
select pg_temp.refuses(
    pg_temp.mapping('{}', '{"method": "tags"}'), 'ZA163', 'fields.method', 'an array is no text'
);
select pg_temp.refuses(
    pg_temp.mapping('{}', '{"amount": {"value": true}}'), 'ZA163', 'fields.amount',
    'constants are held to it too'
);
select pg_temp.refuses(
    pg_temp.mapping('{"time": "paid_on"}'), 'ZA163', 'time', 'a day is no moment'
);
select pg_temp.refuses(
    pg_temp.mapping('{"vendor": "amount"}'), 'ZA163', 'vendor', 'an amount is no vendor'
);
select pg_temp.refuses(
    pg_temp.mapping('{"when": {"paid_at": "2026-05-01"}}'), 'ZA163', 'when.paid_at',
    'times are not compared with text'
);
select pg_temp.refuses(
    pg_temp.mapping('{"when": {"amount": "5"}}'), 'ZA163', 'when.amount',
    'numbers are compared with numbers'
);
select pg_temp.refuses(
    pg_temp.mapping('{}', '{"colour": "owner"}'), 'ZA164', 'fields.colour',
    'the type of event has the field'
);
select pg_temp.refuses(
    '{"vendor": "vendor_id", "fields": {"paymentId": "id"}}', 'ZA164', 'fields.amount',
    'what it requires is there'
);
select throws_ok(
    $$
    select analytics.check_field_type(
        'weddingDate', array['string'], 'timestamp with time zone',
        '{"type": "string", "format": "date"}'
    )
    $$,
    'ZA163', null, 'a moment is no day'
);
select is_empty('select pg_temp.list_triggers()', 'what is refused leaves no trigger');

-- What it leaves.
select is(
    pg_temp.track(pg_temp.mapping(
        '{"on": ["insert", "update", "delete"], "when": {"owner": ["a", "b"],
          "amount": {"not": 0}, "is_paid": true, "paid_at": {"not": null}, "dropped": null},
          "time": "done_at", "sessionId": "owner"}',
        '{"description": "extra", "clientId": "owner"}'
    )),
    'payment.received', 'a mapping that fits is taken'
);
select results_eq(
    'select pg_temp.list_triggers()',
    $$
    values ('analytics_capture_after_delete'), ('analytics_capture_after_insert'),
    ('analytics_capture_after_update')
    $$,
    'there is a trigger for each operation'
);
select pg_temp.track(pg_temp.mapping());
select results_eq(
    'select pg_temp.list_triggers()', $$ values ('analytics_capture_after_insert') $$,
    'a mapping that takes its place takes the triggers it does not need'
);
create role host_app;
grant usage on schema host to host_app;
grant all on host.orders to host_app;
grant analytics_owner to host_app;
grant execute on all functions in schema pg_temp to public;
set local role host_app;
select throws_ok(
    $$ select pg_temp.track(pg_temp.mapping()) $$, 'ZA403', null,
    'who may put a trigger on a table, but not take it off, may not track it'
);
reset role;
set local role analytics_api_user;
select throws_ok(
    $$ select analytics_api.track_table('pg_class', 'payment.received', '{}') $$, '42501', null,
    'the role of the app tracks nothing'
);
select throws_ok(
    'select analytics_api.list_tracked_tables()', 'ZA403', null, 'nor does it list what is'
);
reset role;
select throws_ok(
    $$ select analytics_api.untrack_table('host.orders', 'page.viewed') $$, 'ZA206', null,
    'what is not tracked cannot be untracked'
);
select analytics_api.untrack_table('host.orders');
select is_empty(
    $$
    select pg_temp.list_triggers()
    union all
    select proname from pg_proc where proname ~ '^tf_host_orders.*capture'
    $$,
    'untracking leaves neither triggers nor their functions'
);
select is(
    (
        select array_agg(d ->> 'table')
        from jsonb_array_elements(analytics_api.list_tracked_tables()) as d
    ),
    array['host.keyless'], 'and the other tables as they were'
);

select finish();
rollback;
