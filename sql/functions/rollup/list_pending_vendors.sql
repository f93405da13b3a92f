create or replace function analytics.list_pending_vendors(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    -- From one vendor to the next along the index, not through all pending rows.
    with recursive pending (vendor_id) as (
        (select d.vendor_id from analytics.rollup_deltas as d order by d.vendor_id limit 1)
        union all
        select (
            select d.vendor_id from analytics.rollup_deltas as d
            where d.vendor_id > p.vendor_id
            order by d.vendor_id limit 1
        )
        from pending as p
        where p.vendor_id is not null
    )
    select p.vendor_id::text from pending as p where p.vendor_id is not null
    union
    select distinct c.vendor_id::text from analytics.booking_changes as c
$$;

comment on function analytics.list_pending_vendors(timestamptz) is
'Vendors with deltas or booking changes that are not folded yet.';
revoke all on function analytics.list_pending_vendors(timestamptz) from public;
