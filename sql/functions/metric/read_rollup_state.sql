create or replace function analytics.read_rollup_state(p_plan jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        with asked as (
            select
                array(
                    select (v ->> 'vendorId')::uuid
                    from jsonb_array_elements(p_plan -> 'vendors') as v
                ) as vendor_ids,
                array(
                    select jsonb_path_query(p_plan, '$.items[*].legs[*].metric') #>> '{}'
                ) as metric_names
        ), period as (
            select
                bool_and(
                    p."fromAt" = date_trunc('hour', p."fromAt", p."timeZone")
                    and p."toAt" = date_trunc('hour', p."toAt", p."timeZone")
                ) as is_hour_aligned,
                bool_and(
                    p."fromAt" = date_trunc('day', p."fromAt", p."timeZone")
                    and p."toAt" = date_trunc('day', p."toAt", p."timeZone")
                ) as is_day_aligned
            from jsonb_to_recordset(p_plan -> 'periods') as p (
                "timeZone" text, "fromAt" timestamptz, "toAt" timestamptz
            )
        ), pending as (
            -- Most often one row of the log tells; extremes alone cannot be mended by it.
            select
                exists (
                    select from analytics.pending_aggregates as d
                    where d.vendor_id = any(a.vendor_ids)
                ) as has_any,
                p_plan @? '$.items[*].legs[*].calc ? (@ == "min" || @ == "max")' and exists (
                    select from analytics.pending_aggregates as d
                    where d.vendor_id = any(a.vendor_ids)
                        and d."count" < 0
                        and d.metric_name = any(a.metric_names)
                ) as has_retraction
            from asked as a
        ), fold as (
            select
                max(f.version) as version,
                bool_or(f.rebuild_requested_at is not null) as is_rebuilding
            from asked as a
            inner join analytics.fold_state as f on f.vendor_id = any(a.vendor_ids)
        )
        select jsonb_build_object(
            'isHourAligned', p.is_hour_aligned,
            'isDayAligned', p.is_day_aligned,
            'hasRetraction', d.has_retraction,
            'isRebuilding', coalesce(f.is_rebuilding, false),
            'isViewCurrent', coalesce(not d.has_any and f.version <= r.fold_version, false),
            'viewRefreshedAt', r.refreshed_at,
            'rawFrom', w.from_at
        )
        from period as p
        cross join pending as d
        cross join fold as f
        cross join analytics.event_window as w
        left join analytics.view_refreshes as r on r.view_name = 'mv_vendor_daily_metrics'
    );
end;
$$;

comment on function analytics.read_rollup_state(jsonb) is
'What decides from where a request is answered: whether its periods begin and end with hours or days
of the rollups, whether retractions or a rebuild are pending, whether the materialized view is
current for its vendors, and from when on there are raw events.';
revoke all on function analytics.read_rollup_state(jsonb) from public;
grant execute on function analytics.read_rollup_state(jsonb) to analytics_definer;
