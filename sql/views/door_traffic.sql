create or replace view analytics.door_traffic with (security_invoker = true) as
select
    m.door,
    m.minute_at,
    m.lag_step,
    m.batch_count,
    m.stored_count,
    m.duplicate_count,
    m.rejected_count,
    m.last_at
from analytics.door_minutes as m
union all
select
    b.door,
    date_trunc('minute', b.received_at, 'UTC') as minute_at,
    analytics.lag_step(b.received_at - b.newest_at) as lag_step,
    count(*) as batch_count,
    sum(b.stored_count)::bigint as stored_count,
    sum(b.duplicate_count)::bigint as duplicate_count,
    sum(b.rejected_count)::bigint as rejected_count,
    max(b.received_at) as last_at
from analytics.ingest_batches as b
group by 1, 2, 3;

comment on view analytics.door_traffic is
'What came in through each door by minute and lag, folded or not yet.';
grant select on analytics.door_traffic to analytics_definer;
