begin;
\ir ../setup.psql
\ir bookings.psql
select plan(24);

-- A trade that no method of time series sees through: weddings come and go, each booked five days
-- before. The month under way is November 2026.
create temp table v as
select
    pg_temp.make_vendor() as id,
    pg_temp.make_vendor() as other;
create temp table month as
select
    m.back,
    (date '2026-11-01' - make_interval(months => m.back))::date as month_on,
    (array[9, 2, 14, 5, 1, 11, 3])[(m.back * m.back + m.back / 3) % 7 + 1] as weddings
from generate_series(1, 60) as m (back);
select pg_temp.book_monthly(v.id, m.month_on, 1, array[m.weddings], 5)
from v cross join month as m;
select pg_temp.book_monthly(v.other, m.month_on, 1, array[m.weddings], 5)
from v cross join month as m;

-- A model as the worker hands it in: what it says of the past is the truth times a factor.
create function pg_temp.train(
    p_vendor_id uuid,
    p_name text,
    p_factor float8,
    p_windows integer[] default '{12,24,36}',
    p_lag_months integer default 0,
    p_horizon integer default 12,
    p_target text default 'weddings',
    p_training_data jsonb default '{"filter": {"market": "own"}}'
)
returns uuid
language plpgsql
as $$
declare
    v_model analytics.forecast_models;
    v_id uuid := gen_random_uuid();
    v_until date := date '2026-10-01' - make_interval(months => p_lag_months);
begin
    insert into analytics.forecast_models (
        vendor_id, id, model_name, model_type, target, features, hyperparameters, validation,
        training_data, seed, retrain_after_months
    )
    values (
        p_vendor_id, v_id, p_name, 'ensemble', p_target, '{}', '{}',
        '{"kind": "rolling_origin", "origins": 3, "horizon": 12}', p_training_data, 0, 3
    )
    returning * into v_model;
    perform analytics.store_model_version(v_model, jsonb_build_object(
        'recipe', analytics.compose_recipe(v_model), 'artefactKey', 'k', 'dataHash', 'h',
        'trainedFrom', '2021-11-01', 'trainedUntil', v_until, 'seriesCount', 1, 'score', 0.5,
        'summary',
        '{"basis": "own history", "notes": [], "featureImportance": {"month": 1}}'::jsonb,
        'backtest', jsonb_build_object('origins', cardinality(p_windows), 'windows', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'monthsBack', w.back,
                'predicted', (
                    select jsonb_agg(m.weddings * p_factor order by m.month_on) from month as m
                    where m.back <= w.back + p_lag_months and m.back > w.back + p_lag_months - 12
                )
            )), '[]')
            from unnest(p_windows) as w (back)
        )),
        'months', (
            select jsonb_agg(jsonb_build_object(
                'month', (v_until + make_interval(months => a))::date, 'predicted', 20 + a,
                'low80', 10, 'high80', 30, 'low95', 5, 'high95', 50
            ))
            from generate_series(1, p_horizon) as a
        )
    ), '2026-11-02T10:00:00Z');
    return v_id;
end;
$$;
create function pg_temp.forget(p_name text)
returns void
language sql
as $$
    delete from analytics.forecast_models where model_name = p_name
$$;
create function pg_temp.shown(p_answer jsonb)
returns text
language sql
as $$
    select concat_ws(' ', p_answer ->> 'method', p_answer #>> '{model,name}',
        p_answer #>> '{model,isUsed}', p_answer #>> '{model,reason}')
$$;

create temp table without as select pg_temp.forecast(v.id) as a from v;
select results_eq(
    $$ select a ->> 'method' = 'trained_model', a ->> 'modelId', a ->> 'model' from without $$,
    $$ values (false, null::text, null::text) $$,
    'without a trained model a forecast rests on the methods of time series'
);
select cmp_ok(
    (a #>> '{modelAccuracy,accuracy}')::numeric, '<', 0.8, 'which miss what they cannot see'
) from without;

create temp table model as select pg_temp.train(v.id, 'knows', 1) as id from v;
create temp table used as select pg_temp.forecast(v.id) as a from v;
select is(
    pg_temp.shown(u.a), 'trained_model knows true', 'a model that has been better is rested on'
) from used as u;
select is((u.a ->> 'modelId')::uuid, m.id, 'and named') from used as u cross join model as m;
select results_eq(
    $$
    select u.a #>> '{model,origins}', u.a #>> '{model,months}', u.a #>> '{model,accuracy}',
        (u.a #>> '{model,accuracyWithout}')::numeric < 0.8, u.a #>> '{model,trainedUntil}',
        u.a #> '{model,featureImportance}'
    from used as u
    $$,
    $$ values ('3', '36', '1.000', true, '2026-10', '{"month": 1}'::jsonb) $$,
    'with how it was at rolling origins, beside the same months without it'
);
select results_eq(
    $$
    select (m.item ->> 'predictedBookings')::numeric
    from used as u
    cross join jsonb_array_elements(u.a -> 'months') with ordinality as m (item, place)
    order by m.place
    $$,
    $$ select 20.0 + a from generate_series(1, 12) as a $$,
    'its months are the months ahead'
);
select is(
    (u.a #>> '{yearTotal,predictedRevenue,amount}')::numeric, 1000 * (20 * 12 + 78.0),
    'revenue is made of them'
) from used as u;
select is(
    u.a #>> '{modelAccuracy,origins}', '3', 'and accuracy is that of forecasts with it'
) from used as u;
select matches(
    u.a #>> '{modelAccuracy,methodDescription}', 'the model "knows" \(ensemble\)', 'it says so'
) from used as u;
select is(
    (
        pg_temp.forecast(v.id, '{"whatIf": {"priceChange": 0.1}}')
        #>> '{whatIf,0,bookingsToCome}'
    )::numeric,
    20 * 12 + 78.0, 'what would be tried out rests on it'
) from v;
select is(
    pg_temp.shown(pg_temp.forecast(v.id, '{"dateBasis": "booked"}')), w.method,
    'a model of weddings says nothing of bookings by the day they are made'
)
from v
cross join lateral (
    select pg_temp.forecast(v.other, '{"dateBasis": "booked"}') ->> 'method' as method
) as w;
select is(
    pg_temp.forecast(v.other) -> 'model', 'null', 'nor one of another vendor anything of this one'
) from v;
select results_eq(
    $$
    select m.place, (m.item ->> 'predictedBookings')::numeric < 20
    from v
    cross join jsonb_array_elements(pg_temp.forecast(v.id, '{"forecastPeriod": 14}') -> 'months')
        with ordinality as m (item, place)
    where m.place >= 12
    $$,
    $$ values (12::bigint, false), (13, true), (14, true) $$,
    'further ahead than it looks the methods of time series go on'
);
select pg_temp.forget('knows');

-- Trained two months ago, it has looked back from months of its own.
select pg_temp.train(v.id, 'older', 1, p_lag_months => 2) from v;
create temp table older as select pg_temp.forecast(v.id) as a from v;
select is(
    pg_temp.shown(o.a), 'trained_model older true', 'one that is two months old is judged alike'
) from older as o;
select results_eq(
    $$
    select o.a #>> '{months,0,predictedBookings}', o.a #>> '{model,accuracy}',
        (o.a #>> '{months,11,predictedBookings}')::numeric < 20
    from older as o
    $$,
    $$ values ('23.0', '1.000', true) $$,
    'its months keep their places'
);
select pg_temp.forget('older');

create function pg_temp.try(
    p_factor float8,
    p_windows integer[],
    p_lag_months integer,
    p_target text,
    p_training_data jsonb
)
returns text
language plpgsql
as $$
declare
    v_shown text;
begin
    perform pg_temp.train(
        id, 'm', p_factor, p_windows, p_lag_months, 12, p_target, p_training_data
    ) from v;
    select pg_temp.shown(pg_temp.forecast(id)) into v_shown from v;
    perform pg_temp.forget('m');
    return v_shown;
end;
$$;
select is(
    pg_temp.try(c.factor, c.windows, c.lag_months, c.target, c.training_data),
    concat_ws(' ', w.a ->> 'method', c.shown), c.sentence
)
from without as w
cross join (values
    (
        3.0, '{12,24,36}'::integer[], 0, 'weddings', '{"filter": {}}'::jsonb,
        'm false past forecasts were not better with it', 'a worse model is not used'
    ),
    (
        1.0, '{12}', 0, 'weddings', '{"filter": {}}',
        'm false there are too few past forecasts to judge it by', 'a single origin may be luck'
    ),
    (
        1.0, '{12,24,36}', 13, 'weddings', '{"filter": {}}',
        'm false it has no forecast of the month under way', 'what it says must go on'
    ),
    (
        1.0, '{12,24,36}', 0, 'weddings', '{"series": [{"month": "2026-01", "value": 1}]}', null,
        'a series that was sent is not what the vendor has'
    ),
    (1.0, '{12,24,36}', 0, 'bookings', '{"filter": {}}', null, 'another figure is not asked')
) as c (factor, windows, lag_months, target, training_data, shown, sentence);

-- A feature that the many origins have chosen: with it the model has been right.
create temp table part as
select
    b.months_back,
    a.ahead,
    10.0::float8 as model,
    case when (a.ahead + b.months_back) % 2 = 0 then 1.2 else 0.8 end::float8 as saturdays
from unnest('{0,12,24,36}'::integer[]) as b (months_back)
cross join generate_series(0, 11) as a (ahead);
create temp table judged as
select (analytics.judge_trained_model(
    array(
        select row(
            p.months_back, p.ahead, 24000 - p.months_back + p.ahead, 30, 30, 0, null, 0,
            array[p.saturdays, 1, 1, 1, 1],
            case when p.months_back > 0 then p.model * p.saturdays end, 10
        )::analytics.forecast_part
        from part as p
    ),
    array(
        select row(
            p.months_back, p.ahead, p.model * p.saturdays, 30, 10, 0, 30, 10
        )::analytics.forecast_error
        from part as p where p.months_back > 0
    ),
    array(
        select row('11111111-1111-4111-8111-111111111111', 1, p.months_back, p.ahead, p.model)
            ::analytics.trained_month
        from part as p
    ),
    '11111111-1111-4111-8111-111111111111', array[1, 0, 0, 0, 0]
)).*;
select results_eq(
    $$ select j.exponents, round(j.accuracy::numeric, 6), j.reason from judged as j $$,
    $$ values (array[1, 0, 0, 0, 0]::float8[], 1.000000, null::text) $$,
    'a trained model takes the features of the trade with which it has been better'
);
select is(
    round((j.error_without / j.month_count)::numeric, 6), 20.000000,
    'beside how the months were missed without it'
) from judged as j;
select is(
    (
        select array_agg(p.actual is null order by p.ahead) filter (where p.months_back = 0)
        from unnest(j.parts) as p
    ), array_fill(true, array[12]), 'the months ahead are there to be put together'
) from judged as j;
grant select on v to public;
select pg_temp.act_as(array[other]) from v;
select is_empty(
    $$ select t from v cross join lateral (
        select analytics_api.forecast_bookings(jsonb_build_object('vendorId', v.other))
            #>> '{data,modelId}' as t
    ) as f where t is not null $$,
    'a model is its vendor''s'
);

select finish();
rollback;
