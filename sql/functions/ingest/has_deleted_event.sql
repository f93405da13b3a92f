create or replace function analytics.has_deleted_event(p_now timestamptz)
returns boolean
-- In PL/pgSQL, which keeps its plan: every batch asks.
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    -- By itself, because a statement makes ready all partitions before it looks for a deletion.
    if not exists (
        select from analytics.deleted_events as d where d.deleted_at > p_now - interval '1 hour'
    ) then
        return false;
    end if;
    return exists (
        select from analytics.deleted_events as d
        where d.deleted_at > p_now - interval '1 hour'
            -- A sub-select, so that it is looked up by key whatever the planner believes.
            and (
                select true from public.analytics_events as e
                where e.vendor_id = d.vendor_id and e.event_type = d.event_type
                    and e."timestamp" = d.occurred_at and e.id = d.event_id
            )
    );
end;
$$;

comment on function analytics.has_deleted_event(timestamptz) is
'Whether an event is stored that was deleted: a replay that had to wait for a deletion did not see
it. Transactions that delete last less than an hour.';
revoke all on function analytics.has_deleted_event(timestamptz) from public;
