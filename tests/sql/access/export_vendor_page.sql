begin;
\ir ../setup.psql
select plan(15);

create temp table v as
select
pg_temp.make_vendor('Europe/Lisbon') as mine,
pg_temp.make_vendor() as theirs;
grant select on v to public;

select pg_temp.ingest(
    jsonb_build_object(
        'id', '0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001', 'vendorId', mine,
        'eventType', 'payment.received', 'timestamp', '2026-05-01T10:00:00.123456Z',
        'eventData', '{"paymentId": "p1", "amount": "12.50", "clientId": "c1"}'::jsonb,
        'sessionId', 's', 'userAgent', 'u', 'ipAddress', '10.1.2.3', 'sourceSystem', 'crm',
        'streamId', 'st', 'priority', 'critical', 'metadata', '{"a": null}'::jsonb
    ),
    pg_temp.make_event(mine, 'payment.received', '2026-05-01T10:00:00Z', '{"amount": -1}'),
    pg_temp.make_event(theirs, 'page.viewed', '2026-05-01T10:00:00Z', '{"path": "/theirs"}')
) from v;
select pg_temp.ingest(
    pg_temp.make_event(
        mine, 'page.viewed', '2026-05-01T10:00:00Z', jsonb_build_object('path', '/' || n)
    )
) from v cross join generate_series(1, 7) as n;
select pg_temp.ingest(pg_temp.make_event(
    mine, 'booking.confirmed', '2026-05-01T10:00:00Z',
    jsonb_build_object('bookingId', n::text, 'weddingDate', '2027-05-01')
)) from v cross join generate_series(1, 3) as n;
select analytics_api.delete_event(jsonb_build_object(
    'vendorId', e.vendor_id, 'eventType', e.event_type, 'timestamp', e."timestamp", 'id', e.id
)) from public.analytics_events as e where e.event_data @> '{"path": "/7"}';
select analytics.fold_vendor(mine) from v;

create function pg_temp.export(p_limit integer, p_contents text[] default null)
returns setof jsonb
language plpgsql
as $$
declare
    v_page record;
    v_position jsonb;
begin
    loop
        select * into v_page from analytics_api.export_vendor_page(
            (select mine from v), v_position, p_contents, p_limit
        );
        return query
        select l::jsonb from string_to_table(rtrim(v_page.lines, e'\n'), e'\n') as l where l <> '';
        v_position := v_page.next_position;
        exit when v_position is null;
    end loop;
end;
$$;
grant execute on function pg_temp.export(integer, text[]) to public;
create temp table whole as
select
    x.line,
    x.place
from pg_temp.export(1000) with ordinality as x (line, place);
grant select on whole to public;

select is(
    (select line -> 'counts' from whole order by place desc limit 1),
    (
        select jsonb_build_object(
            'settings', count(*) filter (where line ->> 'record' = 'settings'),
            'events', count(*) filter (where not line ? 'record'),
            'facts', count(*) filter (where line ->> 'record' = 'booking'),
            'rejects', count(*) filter (where line ->> 'record' = 'reject'),
            'metrics', count(*) filter (where line ->> 'record' = 'metric'),
            'corrections', count(*) filter (where line ->> 'record' = 'correction')
        ) from whole
    ),
    'the trailer counts the lines of each section'
);
select results_eq(
    $$
    select coalesce(line ->> 'record', 'event') from whole
    where line ->> 'record' is distinct from 'metric'
    group by 1 order by min(place)
    $$,
    $$ values ('header'), ('settings'), ('event'), ('booking'), ('reject'),
    ('correction'), ('trailer') $$,
    'sections come one after the other'
);
select is(
    (select count(*) from whole where not line ? 'record'),
    (select count(*) from public.analytics_events where vendor_id = (select mine from v)),
    'every event is in it'
);
select is(
    (select count(*) from whole where line ->> 'record' = 'metric'),
    (select count(*) from public.analytics_metrics where vendor_id = (select mine from v)),
    'and every metric'
);
select is_empty(
    $$ select from whole where line ->> 'vendorId' <> (select mine::text from v) $$,
    'and nothing of another vendor'
);
select results_eq(
    'select pg_temp.export(1) - ''exportedAt''', 'select line - ''exportedAt'' from whole',
    'pages of one line are the same export'
);
select results_eq(
    'select pg_temp.export(3) - ''exportedAt''', 'select line - ''exportedAt'' from whole',
    'and so are pages of three'
);
select is(
    (
        select line from whole
        where line ->> 'id' = '0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001'
    ),
    jsonb_build_object(
        'id', '0fb7ba6c-9be5-4f0c-8ba6-2a6a13d5a001', 'vendorId', (select mine from v),
        'eventType', 'payment.received', 'timestamp', '2026-05-01T10:00:00.123456+00:00',
        'schemaVersion', 1,
        'eventData', '{"paymentId": "p1", "amount": "12.50", "clientId": "c1"}'::jsonb,
        'sessionId', 's', 'userAgent', 'u', 'ipAddress', '10.1.2.3', 'sourceSystem', 'crm',
        'streamId', 'st', 'priority', 'critical', 'metadata', '{"a": null}'::jsonb
    ),
    'an event is as it was sent'
);
select is(
    analytics_api.ingest_events((select jsonb_agg(line) from whole where not line ? 'record'))
    -> 'counts' -> 'duplicate',
    (select to_jsonb(count(*)) from whole where not line ? 'record'),
    'and can be sent again'
);
select results_eq(
    $$ select line ->> 'record' from pg_temp.export(10, '{settings,corrections}') as line $$,
    $$ values ('header'), ('settings'), ('correction'), ('trailer') $$, 'sections can be chosen'
);
select throws_ok(
    $$ select * from pg_temp.export(10, '{secrets}') $$, 'ZA179', null, 'of those that there are'
);
select throws_ok(
    $$ select * from pg_temp.export(0) $$, 'ZA179', null, 'a page has lines'
);
select pg_temp.act_as(array[(select mine from v)]);
select throws_ok(
    $$ select * from analytics_api.export_vendor_page((select mine from v)) $$,
    'ZA403', null, 'an export takes an owner of the vendor'
);
select throws_ok(
    $$ select * from analytics_api.export_vendor_page((select theirs from v)) $$,
    'ZA201', null, 'and another vendor is not there'
);
select set_config('request.jwt.claims', jsonb_set(
    current_setting('request.jwt.claims')::jsonb, '{app_metadata,vendor_role}', '"owner"'
)::text, true);
select results_eq(
    'select pg_temp.export(1000) - ''exportedAt''', 'select line - ''exportedAt'' from whole',
    'the owner gets what the DBA gets'
);

select finish();
rollback;
