begin;
\ir ../setup.psql
\ir helpers.psql
\ir models.psql
select plan(41);

create temp table v as select
pg_temp.make_vendor() as a,
pg_temp.make_vendor() as b;
select pg_temp.fill(a, 'bookings', pg_temp.seasonal(48)) from v;
delete from analytics.forecast_training_jobs;
select pg_temp.train(a, 'one', '{"modelType": "ensemble", "retrainAfterMonths": 2}') from v;

create function pg_temp.finish(p_score float8, p_value float8, p_champion_score float8 default null)
returns boolean
language plpgsql
as $$
declare
    v_job analytics.forecast_training_jobs;
begin
    select j.* into v_job from analytics.claim_training_job('w') as j;
    return analytics.finish_training_job(
        v_job, 'succeeded', 'done', pg_temp.result(pg_temp.model('one'), p_score, p_value)
        || jsonb_build_object('championScore', p_champion_score)
    );
end;
$$;
create function pg_temp.states()
returns text
language sql
as $$
    select string_agg(v.version || ' ' || v.state, ', ' order by v.version)
    from analytics.forecast_model_versions as v
    where v.model_id = (pg_temp.model('one')).id
$$;
create function pg_temp.decision()
returns text
language sql
as $$
    select d.decision || ': ' || d.reason
    from analytics.forecast_decisions as d
    where d.model_id = (pg_temp.model('one')).id
    order by d.decided_at desc, d.figures ->> 'challenger' desc nulls last
    limit 1
$$;

select ok(pg_temp.finish(0.9, 5), 'a worker hands in what it has made');
select is(pg_temp.states(), '1 champion', 'the first version answers');
select is(pg_temp.decision(), 'promoted: it is the first', 'and it is kept why');
select is(
    analytics_api.predict_model((pg_temp.model('one')).id) #>> '{predictions,0,value}', '5.00',
    'with what was stored'
);

-- A recipe that does worse.
select analytics_api.update_model(
    (pg_temp.model('one')).id, '{"seed": 7, "hyperparameters": {"randomForest": {"trees": 1}}}'
);
select ok(pg_temp.finish(1.0, 6, 0.95), 'a challenger with another recipe');
select is(
    pg_temp.states(), '1 champion, 2 challenger', 'does not answer where its backtest is not better'
);
select is(
    pg_temp.decision(), 'kept: its backtest does not beat that of the champion',
    'and it is kept why'
);
select is((pg_temp.model('one')).seed, 0, 'what is trained next follows the better recipe');
-- One that does better than the champion does on the same months, though not than it once did.
select analytics_api.update_model((pg_temp.model('one')).id, '{"seed": 8}');
select ok(pg_temp.finish(0.92, 7, 0.95), 'a challenger is compared on the months of today');
select is(
    pg_temp.states(), '1 retired, 2 challenger, 3 champion', 'and answers where it is better'
);
select analytics_api.update_model((pg_temp.model('one')).id);
select ok(pg_temp.finish(0.99, 8), 'the same recipe with new data');
select is(
    pg_temp.states(), '1 retired, 2 challenger, 3 retired, 4 champion',
    'would only be compared with itself'
);
select is(
    analytics_api.get_model((pg_temp.model('one')).id) #>> '{versions,0,state}', 'champion',
    'the interface shows them, newest first'
);

-- What has come since.
create function pg_temp.later(p_months integer)
returns timestamptz
language sql
as $$
    select date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'
        + make_interval(months => p_months) + interval '1 day'
$$;
create function pg_temp.come(p_values float8[])
returns void
language sql
as $$
    select pg_temp.fill(a, 'bookings', p_values, p_until => (
        date_trunc('month', now() at time zone 'UTC')
        + make_interval(months => cardinality(p_values) - 1))::date)
    from v
$$;
select is_empty(
    format('select analytics.list_models_to_retrain(%L)', now()), 'nothing new, nothing to train'
);
select pg_temp.come('{7}');
select is_empty(
    format('select analytics.list_models_to_retrain(%L)', pg_temp.later(1)),
    'one new month is too few where it says two'
);
select pg_temp.come('{7,7}');
select is(
    analytics.find_retrain_reason(pg_temp.model('one'), pg_temp.later(2)), 'new_months',
    'two are enough'
);
update analytics.forecast_models as m set retrain_after_months = 12 where m.model_name = 'one';
select is(
    analytics.find_retrain_reason(pg_temp.model('one'), pg_temp.later(2)), null,
    'not where it says twelve'
);
select pg_temp.come('{7,30,30}');
select is(
    analytics.find_retrain_reason(pg_temp.model('one'), pg_temp.later(3)), 'drift',
    'but where two of three months are outside the limits'
);
select is(
    (select array_agg(l.actual order by l.month_on)
    from analytics.forecast_model_versions as m
    cross join lateral analytics.live_months(m, pg_temp.later(3)) as l
    where m.model_id = (pg_temp.model('one')).id and m.version = 4), '{7,30,30}',
    'months that have come are held against the forecast'
);
select pg_temp.come('{7,8,7}');
select is(
    analytics.find_retrain_reason(pg_temp.model('one'), pg_temp.later(3)), null,
    'inside of them nothing asks for it'
);
select pg_temp.fill(a, 'bookings', '{3}', p_until => (
    date_trunc('month', now() at time zone 'UTC') - interval '1 month')::date)
from v;
select is(
    analytics.find_retrain_reason(pg_temp.model('one'), pg_temp.later(3)), 'changed_data',
    'a month that it was trained on, and that has changed, does'
);
select is(
    (select i from analytics.list_models_to_retrain(pg_temp.later(3)) as i),
    (pg_temp.model('one')).id::text, 'the job lists it'
);
select lives_ok(
    format(
        'select analytics.retrain_model_item(%L, %L)', pg_temp.later(3), (pg_temp.model('one')).id
    ), 'and queues a training'
);
select is(
    (select j.reason from analytics.forecast_training_jobs as j where j.state = 'queued'),
    'changed_data', 'that says why'
);
select is(pg_temp.decision(), 'retrain: changed_data', 'as the decisions do');
select is_empty(
    format('select analytics.list_models_to_retrain(%L)', pg_temp.later(3)),
    'it is not queued twice'
);
update analytics.forecast_training_jobs as j
set state = 'failed', finished_at = pg_temp.later(3)
where j.state = 'queued';
select is_empty(
    format('select analytics.list_models_to_retrain(%L)', pg_temp.later(3)),
    'nor again on the day on which it failed'
);
select pg_temp.fill(a, 'bookings', '{2}', p_until => (
    date_trunc('month', now() at time zone 'UTC') - interval '1 month'
)::date)
from v;
select lives_ok(
    format(
        'select analytics.retrain_model_item(%L, %L)', pg_temp.later(3), (pg_temp.model('one')).id
    ), 'what does not ask for it any more'
);
select is_empty(
    $$ select 1 from analytics.forecast_training_jobs where state = 'queued' $$, 'is not trained'
);

-- The champion forecast 8, the version before it 7.
select pg_temp.come('{7,7}');
select is_empty(
    format('select analytics.list_models_to_watch(%L)', pg_temp.later(2)),
    'two months are too few to judge a champion by'
);
select pg_temp.come('{7.5,7.5,7.5}');
select is_empty(
    format('select analytics.list_models_to_watch(%L)', pg_temp.later(3)),
    'nor is one that does as well put back'
);
select pg_temp.come('{7,7,7}');
select is(
    (select w from analytics.list_models_to_watch(pg_temp.later(3)) as w),
    (pg_temp.model('one')).id::text, 'one that does worse is listed'
);
select lives_ok(
    format(
        'select analytics.watch_model_item(%L, %L)', pg_temp.later(3) + interval '1 hour',
        (pg_temp.model('one')).id
    ), 'and put back'
);
select is(
    pg_temp.states(), '1 retired, 2 challenger, 3 champion, 4 rolled_back',
    'the version before it answers again'
);
select is(
    pg_temp.decision(), 'rolled_back: version 4 was further off than the one before it',
    'and it is kept why'
);
select lives_ok(
    format(
        'select analytics.watch_model_item(%L, %L)', pg_temp.later(3) + interval '1 hour',
        (pg_temp.model('one')).id
    ), 'once is enough'
);
select is((pg_temp.model('one')).seed, 8, 'its recipe is back too');

insert into analytics.forecast_artefacts
select
k,
'bookings',
'\x00',
'x',
'x',
1,
1,
now() - interval '2 days'
from unnest('{k7,k6,k5,other}'::text[]) as k;
select analytics.prune_artefacts(now(), null);
select results_eq(
    $$ select a.artefact_key from analytics.forecast_artefacts as a
    where a.artefact_key in ('k7', 'k6', 'k5', 'other') order by 1 $$,
    $$ values ('k7') $$,
    'what no version that answers was made from is forgotten, beaten ones too'
);

-- How far ahead it is measured is no other recipe.
select analytics_api.update_model(
    (pg_temp.model('one')).id, '{"validationStrategy": {"origins": 1, "horizon": 24}}'
);
select ok(pg_temp.finish(1.5, 9), 'a model that is to look further ahead');
select is(
    (
        select d.reason from analytics.forecast_decisions as d
        where d.model_id = (pg_temp.model('one')).id and d.figures ->> 'challenger' = '5'
    ), 'the same recipe, with the data of today',
    'is not held against what it scored over a shorter distance'
);

-- The database measures the champion of time_series on the months of today, as it is measured now.
select pg_temp.fill(b, 'bookings', pg_temp.seasonal(60, 0.1)) from v;
select pg_temp.train(b, 'two') from v;
select analytics_api.update_model((pg_temp.model('two')).id, jsonb_build_object(
    'trainingData', jsonb_build_object('filter', jsonb_build_object(
        'market', 'all', 'from', to_char(now() - interval '30 months', 'YYYY-MM')
    )),
    'validationStrategy', '{"origins": 2, "horizon": 6}'::jsonb
));
select is(
    (
        select round((d.figures ->> 'championScore')::numeric, 4)
        from analytics.forecast_decisions as d
        where d.model_id = (pg_temp.model('two')).id and d.figures ->> 'challenger' = '2'
    ),
    (analytics.backtest_time_series(pg_temp.seasonal(60, 0.1), 6, 2, true) ->> 'mase')::numeric,
    'the champion is measured over the same distance, from its own months'
);

select finish();
rollback;
