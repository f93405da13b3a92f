create or replace function analytics.list_captured_batches(p_now timestamptz)
returns setof text
language sql
volatile
security invoker
set search_path = ''
as $$
    select format('batch %s', b)
    from (
        select count(*) as pending_count
        from (select from analytics.capture_queue as c limit 100000) as q
    ) as p
    cross join lateral generate_series(1, ceil(p.pending_count / 1000.0)::integer) as b
$$;

comment on function analytics.list_captured_batches(timestamptz) is
'The items of the job drain_captures: one for each thousand of captured rows, at most a hundred.';
revoke all on function analytics.list_captured_batches(timestamptz) from public;
