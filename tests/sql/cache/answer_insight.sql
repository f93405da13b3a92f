begin;
\ir ../setup.psql
\ir ../forecast/bookings.psql
select plan(17);

create temp table v as
select
    pg_temp.make_vendor('Europe/Lisbon') as id,
    pg_temp.make_vendor() as other;
select pg_temp.book_monthly(v.id, '2023-11-01', 40, array[4]) from v;
select pg_temp.book_monthly(v.other, '2023-11-01', 40, array[4]) from v;
create function pg_temp.answer(p_request jsonb default '{}', p_known text[] default '{}')
returns table (etag text, format text, body text, tail text, rule jsonb)
language sql
as $$
    select a.* from v cross join lateral analytics_api.answer_insight(
        jsonb_build_object('vendorId', v.id) || p_request, p_known
    ) as a
$$;
create temp table first_answer as select a.* from pg_temp.answer() as a;

create function pg_temp.without_times(p_answer jsonb)
returns jsonb
language sql
as $$
    select (p_answer - '{executionTime,requestId,nextUpdateTime,cacheHit,cacheInfo}'::text[])
        #- '{metadata,dataFreshness}'
$$;

select is(
    pg_temp.without_times((f.body || f.tail || '}')::jsonb),
    (
        select pg_temp.without_times(
            analytics_api.forecast_bookings(jsonb_build_object('vendorId', v.id))
        )
        from v
    ), 'body and tail are the answer of forecast_bookings'
)
from first_answer as f;
select matches(f.etag, '^[0-9a-f]{32}\.[0-9a-f]{16}$', 'with a tag') from first_answer as f;
select is(
    f.rule, '{"ttl": 3600, "isWarmed": false, "isCompressed": true}', 'that may be kept'
) from first_answer as f;
select results_eq(
    format($$ select a.etag, a.body from pg_temp.answer('{}', array['x', %L]) as a $$, f.etag),
    format($$ values (%L, null::text) $$, f.etag),
    'who knows the right answer gets none'
) from first_answer as f;
select is(
    (
        select a.etag
        from pg_temp.answer('{"forecastPeriod": 12, "dateBasis": "wedding", "whatIf": null}') as a
    ), f.etag, 'requests that mean the same have the same tag'
) from first_answer as f;
select isnt(
    (select a.etag from pg_temp.answer('{"forecastPeriod": 13}') as a), f.etag,
    'others have another'
) from first_answer as f;
select is(
    (select array[a.etag, a.rule::text] from pg_temp.answer('{"realTime": true}') as a),
    array[null, null]::text[], 'with realTime nothing is kept'
);
select isnt(
    (
        select a.etag from v cross join lateral analytics_api.answer_insight(
            jsonb_build_object('vendorId', v.other), array[f.etag]
        ) as a
    ), f.etag, 'the tag of one vendor is worth nothing for another'
) from first_answer as f;

-- Whatever an answer is made of makes it another one when it changes.
create function pg_temp.is_another(p_change text)
returns boolean
language plpgsql
as $$
declare
    v_before text := (select a.etag from pg_temp.answer() as a);
begin
    execute p_change;
    return v_before <> (select a.etag from pg_temp.answer() as a);
end;
$$;
select ok(pg_temp.is_another(c.change), c.sentence)
from (values
    (
        $$ select pg_temp.ingest(pg_temp.make_event(id, 'booking.confirmed',
        '2026-11-25T09:00:00Z', '{"bookingId": "b", "clientId": "c", "weddingDate": "2027-05-01",
        "value": 5, "currency": "EUR"}')) from v $$, 'a booking, at its commit'
    ),
    ($$ select analytics.fold_vendor(id) from v $$, 'a fold, whose numbers are the same'),
    (
        $$ update analytics.vendor_settings set region = 'Madeira'
        where vendor_id = (select id from v) $$, 'settings'
    ),
    (
        $$ insert into analytics.market_profiles values
        ('', 'wedding', '2026-11-01', array_fill(1 / 12.0, array[12]), 1, 9) $$, 'the market'
    ),
    ($$ insert into analytics.calendar_places values ('Madeira', 'PT', '') $$, 'the place'),
    ($$ insert into analytics.calendar_days values ('PT', '', '2027-12-25', 'Natal') $$,
        'its holidays'),
    (
        $$ select analytics_api.train_model(jsonb_build_object('vendorId', id, 'name', 'w',
        'modelType', 'time_series', 'target', 'weddings')) from v $$, 'a model that answers'
    ),
    ($$ select set_config('analytics.now', '2026-11-26T00:00:00Z', true) $$,
        'the next day of the vendor')
) as c (change, sentence);
select ok(
    not pg_temp.is_another($$ insert into analytics.calendar_days values
    ('DE', '', '2027-12-25', 'Weihnachten') $$), 'and what it is not made of does not'
);

select finish();
rollback;
