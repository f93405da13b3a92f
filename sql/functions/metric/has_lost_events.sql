create or replace function analytics.has_lost_events(p_plan jsonb, p_leg jsonb)
returns boolean
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select exists (
            select
            from jsonb_to_recordset(p_plan -> 'periods') as p (
                "vendorId" uuid, "fromAt" timestamptz
            )
            cross join analytics.metric_definitions as d
            where p."fromAt" < (p_plan #>> '{state,rawFrom}')::timestamptz
                and d.source = 'events'
                and p_leg -> 'eventTypes' ?| d.event_types::text[]
                and exists (
                    select from analytics.current_aggregates as c
                    where c.vendor_id = p."vendorId"
                        and c.metric_name = d.metric_name
                        and c.dimension = ''
                        and c.bucket >= p."fromAt"
                        and c.bucket < (p_plan #>> '{state,rawFrom}')::timestamptz
                )
        )
    );
end;
$$;

comment on function analytics.has_lost_events(jsonb, jsonb) is
'Whether a period of a request reaches back to events that were there and are kept no longer.';
revoke all on function analytics.has_lost_events(jsonb, jsonb) from public;
grant execute on function analytics.has_lost_events(jsonb, jsonb) to analytics_definer;
