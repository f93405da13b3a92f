begin;
\ir ../setup.psql
select plan(17);

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
-- What was made of them, with a series and an evaluation.
select analytics_api.train_model(jsonb_build_object(
    'vendorId', vendor_id, 'name', 'of ' || vendor_id, 'modelType', 'time_series',
    'target', 'bookings', 'validationStrategy', '{"origins": 1, "horizon": 6}'::jsonb,
    'trainingData', jsonb_build_object('series', (
        select jsonb_agg(jsonb_build_object(
            'month', to_char(date '2024-01-01' + make_interval(months => n), 'YYYY-MM'), 'value', n
        ))
        from generate_series(0, 23) as n
    ))
))
from v cross join lateral (values (v.mine), (v.theirs)) as o (vendor_id);
select analytics_api.evaluate_model(m.id, '{"holdoutMonths": 3}')
from analytics.forecast_models as m cross join v where m.vendor_id = v.mine;
insert into analytics.recommendations (
    vendor_id, kind, subject, is_experiment, title, statement, effect, effect_low, effect_high,
    effect_unit, currency, method, assumptions, evidence, measure, effort_days, priority, note
)
select
    o.vendor_id,
    'marketing_focus',
    'channel:fair',
    true,
    't',
    's',
    1,
    -1,
    2,
    'bookings',
    'EUR',
    'm',
    '[]',
    '{}',
    '{}',
    1,
    1,
    'noted'
from v cross join lateral (values (v.mine), (v.theirs)) as o (vendor_id);

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
            'corrections', count(*) filter (where line ->> 'record' = 'correction'),
            'models', count(*) filter (
                where line ->> 'record' ~ '^(model|model_.*|training_job)$'
            ),
            'recommendations', count(*) filter (where line ->> 'record' = 'recommendation')
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
    ('correction'), ('model'), ('model_version'), ('training_job'), ('model_evaluation'),
    ('model_decision'), ('recommendation'), ('trailer') $$,
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
select results_eq(
    $$
    select
        jsonb_array_length(m.line #> '{trainingData,series}'),
        jsonb_array_length(n.line -> 'predictions'), n.line -> 'modelId' = m.line -> 'id'
    from whole as m
    inner join whole as n on n.line ->> 'record' = 'model_version'
    where m.line ->> 'record' = 'model'
    $$,
    $$ values (24, 6, true) $$,
    'a model has all that it is trained on, a version all that it forecast'
);
select is(
    (select line ->> 'note' from whole where line ->> 'record' = 'recommendation'), 'noted',
    'and a recommendation what was noted about it'
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
