begin;
\ir ../setup.psql
\ir helpers.psql
\ir models.psql
select plan(33);

create temp table v as select
pg_temp.make_vendor() as a,
pg_temp.make_vendor() as b;
grant select on v to public;
select pg_temp.fill(a, 'bookings', pg_temp.seasonal(48)) from v;
-- Whatever else waits in this database.
delete from analytics.forecast_training_jobs;
create temp table made as
select pg_temp.train(a, 'one', '{"modelType": "ensemble"}') as job from v;
grant select on made to public;
create function pg_temp.job()
returns analytics.forecast_training_jobs
language sql
as $$
    select j from analytics.forecast_training_jobs as j
    order by j.created_at desc, j.id limit 1
$$;
create function pg_temp.state()
returns text
language sql
as $$
    select concat_ws(' ', (j).state, (j).attempt_count, round((j).progress, 2))
    from pg_temp.job() as j
$$;

select is(pg_temp.state(), 'queued 0 0.00', 'a job waits');
select throws_ok(
    format('select analytics_api.update_model(%L)', job ->> 'modelId'), 'ZA332', null,
    'a model has one job at a time'
)
from made;
select throws_ok(
    format('select analytics_api.predict_model(%L)', job ->> 'modelId'), 'ZA330', null,
    'a model that is not trained yet has no forecast, and none is made up'
)
from made;
select is(
    (select worker_name from analytics.claim_training_job('w1', '1 minute', '2026-05-01 10:00Z')),
    'w1', 'a worker takes it'
);
create temp table first_claim as
select analytics.training_job((j).vendor_id, (j).id, 1) as f from pg_temp.job() as j;
select is_empty(
    $$ select 1 from analytics.claim_training_job('w2', '1 minute', '2026-05-01 10:00:30Z') $$,
    'no other does as long as the lease lasts'
);
select is(
    analytics.renew_training_lease(
        pg_temp.job(), 0.5, 'half of it', '1 minute', '2026-05-01 10:00:50Z'
    ), 'held', 'which is renewed while it works'
);
select is(pg_temp.state(), 'running 1 0.50', 'and it says how far it is');
select is(
    analytics.renew_training_lease(
        pg_temp.job(), 0.4, 'less', '1 minute', '2026-05-01 10:00:51Z'
    ), 'held', 'progress'
);
select is(pg_temp.state(), 'running 1 0.50', 'never goes back');
select is_empty(
    $$ select 1 from analytics.claim_training_job('w2', '1 minute', '2026-05-01 10:01:20Z') $$,
    'a lease that is renewed holds'
);
select is(
    (
        select worker_name
        from analytics.claim_training_job('w2', '1 minute', '2026-05-01 10:02:00Z')
    ), 'w2', 'a worker that was killed does not renew it, and another takes the job'
);
select is(pg_temp.state(), 'running 2 0.00', 'for a second attempt');
select is(
    analytics.renew_training_lease(f, 0.9, 'late'), 'lost', 'the first, should it live, hears of it'
)
from first_claim;
select is(
    analytics.finish_training_job(
        f, 'succeeded', 'done', pg_temp.result(pg_temp.model('one'), 0.9, 5)
    ), false, 'and writes nothing'
)
from first_claim;
select is_empty($$ select 1 from analytics.forecast_model_versions $$, 'nothing at all');
select is(
    (
        select count(*)
        from analytics.claim_training_job('w3', '1 minute', '2026-05-01 10:04:00Z')
    ), 1::bigint, 'a third attempt is made'
);
select is_empty(
    $$ select 1 from analytics.claim_training_job('w4', '1 minute', '2026-05-01 10:06:00Z') $$,
    'but what has ended three workers is not given to a fourth'
);
select matches((pg_temp.job()).message, 'ended 3 times', 'it has failed, and says why');
select is(pg_temp.state(), 'failed 3 0.00', 'for good');

select is(
    analytics_api.update_model((job ->> 'modelId')::uuid) ->> 'reason', 'updated',
    'an update asks anew'
)
from made;
update analytics.forecast_training_jobs as j
set created_at = now() + interval '1 second'
where j.state = 'queued';
select pg_temp.act_as(array[b]) from v;
select throws_ok(
    format('select analytics_api.cancel_training_job(%L, %L)', job ->> 'modelId', job ->> 'id'),
    'ZA225', null, 'nobody else cancels a job'
)
from made;
reset role;
select pg_temp.act_as_owner(a) from v;
select throws_ok(
    format(
        'select analytics_api.get_training_job(%L, %L)', job ->> 'modelId', gen_random_uuid()
    ), 'ZA226', null, 'a job is one of its model'
)
from made;
select throws_ok(
    format('select analytics_api.cancel_training_job(%L, %L)', job ->> 'modelId', job ->> 'id'),
    'ZA331', null, 'one that is done cannot be cancelled'
)
from made;
reset role;
select is(
    analytics_api.cancel_training_job((j).model_id, (j).id) ->> 'state', 'cancelled',
    'one that waits is cancelled at once'
)
from pg_temp.job() as j;
select lives_ok(
    format('select analytics_api.update_model(%L)', job ->> 'modelId'),
    'and another may be asked for'
)
from made;
update analytics.forecast_training_jobs as j
set created_at = now() + interval '2 seconds'
where j.state = 'queued';
select is(
    (select count(*) from analytics.claim_training_job('w1')), 1::bigint, 'which is taken'
);
select is(
    analytics_api.cancel_training_job((j).model_id, (j).id) ->> 'state', 'running',
    'one that runs goes on'
)
from pg_temp.job() as j;
select is(
    analytics.renew_training_lease(pg_temp.job(), 0.5, 'half of it'), 'cancelled',
    'until its worker hears of it'
);
select is(
    analytics.finish_training_job(pg_temp.job(), 'cancelled', 'cancelled'), true, 'and ends it'
);
select is(pg_temp.state(), 'cancelled 1 0.50', 'where it was');
select is(
    analytics_api.get_training_job((j).model_id, (j).id) ->> 'isCancelRequested', 'true',
    'as the interface shows'
)
from pg_temp.job() as j;

-- Two that wait, however the plan may read them.
delete from analytics.forecast_training_jobs;
select
pg_temp.train(a, 'two', '{"modelType": "ensemble"}'),
    pg_temp.train(a, 'three', '{"modelType": "ensemble"}')
from v;
select is(
    (select count(*) from analytics.claim_training_job('w1')), 1::bigint, 'a worker takes one'
);
select is(
    (select count(*) from analytics.forecast_training_jobs where state = 'queued'), 1::bigint,
    'and leaves the other'
);

select finish();
rollback;
