create or replace function analytics.list_requested_rebuilds(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    select s.vendor_id::text
    from analytics.fold_state as s
    where s.rebuild_requested_at is not null
    order by s.rebuild_requested_at
$$;

comment on function analytics.list_requested_rebuilds(timestamptz) is
'Vendors whose rollups are to be recounted, those that wait longest first.';
revoke all on function analytics.list_requested_rebuilds(timestamptz) from public;
