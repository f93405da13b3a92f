create or replace function analytics.fold_doors(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    with taken as (
        delete from analytics.ingest_batches
        returning *
    )
    insert into analytics.door_minutes as m (
        door, minute_at, lag_step, batch_count, stored_count, duplicate_count, rejected_count,
        last_at
    )
    select
        t.door, date_trunc('minute', t.received_at, 'UTC'),
        analytics.lag_step(t.received_at - t.newest_at), count(*), sum(t.stored_count),
        sum(t.duplicate_count), sum(t.rejected_count), max(t.received_at)
    from taken as t
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (door, minute_at, lag_step) do update
    set
        batch_count = m.batch_count + excluded.batch_count,
        stored_count = m.stored_count + excluded.stored_count,
        duplicate_count = m.duplicate_count + excluded.duplicate_count,
        rejected_count = m.rejected_count + excluded.rejected_count,
        last_at = greatest(m.last_at, excluded.last_at)
$$;

comment on function analytics.fold_doors(timestamptz, text) is
'The job fold_doors: add up by minute what came in through each door.';
revoke all on function analytics.fold_doors(timestamptz, text) from public;
