create or replace function analytics.data_version(p_vendor_ids uuid[])
returns text
language plpgsql
stable
parallel unsafe
security definer
set search_path = ''
set enable_seqscan = off
set jit = off
as $$
declare
    -- Types whose events feed no rollup, and so leave no delta: those are counted themselves.
    v_uncounted text[] := (select s.uncounted_types from analytics.cache_state as s);
    v_uncounted_version text;
begin
    if v_uncounted <> '{}' then
        select concat_ws(',', count(*), bit_xor(hashtextextended(
            e.tableoid::text || e.ctid::text || e.xmin::text, 0
        )))
        into v_uncounted_version
        from public.analytics_events as e
        where e.vendor_id = any(p_vendor_ids) and e.event_type = any(v_uncounted);
    end if;
    -- Between two folds what is pending only grows, and each fold takes a version of its own.
    return (
        select concat_ws(
            '|',
            (
                select concat_ws(
                    ',', count(*), sum(f.version),
                    sum(extract(epoch from f.rebuild_requested_at)),
                    -- Of a refresh matters whether it has caught up with these vendors.
                    coalesce(max(f.version) <= min(r.fold_version), false)
                )
                from analytics.fold_state as f
                left join analytics.view_refreshes as r on r.view_name = 'mv_vendor_daily_metrics'
                where f.vendor_id = any(p_vendor_ids)
            ),
            (
                select concat_ws(',', count(*), sum(d.id))
                from analytics.rollup_deltas as d
                where d.vendor_id = any(p_vendor_ids)
            ),
            (
                select concat_ws(',', count(*), sum(c.id))
                from analytics.booking_changes as c
                where c.vendor_id = any(p_vendor_ids)
            ),
            (
                select concat_ws(',', count(*), bit_xor(uuid_hash_extended(r.id, 0)))
                from public.analytics_rejected_events as r
                where r.vendor_id = any(p_vendor_ids) and r.state = 'open'
            ),
            (select concat_ws(',', w.from_at, w.to_at) from analytics.event_window as w),
            v_uncounted_version
        )
    );
end;
$$;

comment on function analytics.data_version(uuid[]) is
'Text that changes with every commit that changes what metrics of these vendors are made from. It is
computed from what is there, nobody has to keep it up to date. Runs as the owner of the tables, so
that it does not ask for each of them who is calling: whoever calls it has resolved the vendors.';
revoke all on function analytics.data_version(uuid[]) from public;
grant execute on function analytics.data_version(uuid[]) to analytics_definer;
