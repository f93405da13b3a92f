create or replace function analytics.take_changes(p_limit integer default 10000)
returns table (vendor_id uuid, kind text, priority text, last_id bigint)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    c_priorities constant text[] := array['low', 'normal', 'high', 'critical'];
begin
    if not pg_try_advisory_xact_lock(hashtextextended('analytics.take_changes', 0)) then
        return;
    end if;
    return query
    -- Deleted, not read up to an id: what commits late is there the next time.
    with taken as (
        delete from analytics.change_feed as f
        where f.ctid = any(array(
            select o.ctid from analytics.change_feed as o order by o.id limit p_limit
        ))
        returning f.id, f.vendor_id, f.kind, f.priority
    )
    select
        t.vendor_id, t.kind, c_priorities[max(array_position(c_priorities, t.priority))],
        max(t.id)
    from taken as t
    group by t.vendor_id, t.kind
    order by max(t.id);
end;
$$;

comment on function analytics.take_changes(integer) is
'Take the oldest marks of what changed, at most p_limit: a row per vendor and kind of data, with the
highest priority among its marks. Nothing, while another session is taking them.';
revoke all on function analytics.take_changes(integer) from public;
