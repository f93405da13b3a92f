create or replace function analytics.save_decision(
    p_vendor_id uuid,
    p_id uuid,
    p_from_state text,
    p_state text,
    p_note text,
    p_now timestamptz,
    p_actor text
)
returns analytics.recommendations
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_saved analytics.recommendations;
begin
    update analytics.recommendations as r
    set state = p_state, note = coalesce(p_note, r.note), updated_at = p_now,
        -- What is done was accepted, and is measured from that day on. To take an acceptance back
        -- is a decision of its own.
        decided_at = case when p_state = 'done' then r.decided_at else p_now end,
        decided_by = case when p_state = 'done' then r.decided_by else p_actor end,
        due_on = case p_state when 'dismissed' then null
            else coalesce(r.due_on, t.today + k.timeline_days) end,
        baseline = case p_state when 'dismissed' then null
            else coalesce(r.baseline, analytics.measure_recommendation(
                r.vendor_id, r.measure, (t.today - interval '1 year')::date,
                (t.today - interval '1 year')::date + k.timeline_days
            )) end
    from analytics.vendor_profiles as v
    cross join lateral (select (p_now at time zone v.time_zone)::date as today) as t
    cross join lateral analytics.describe_recommendation_kind(
        (select o.kind from analytics.recommendations as o
            where o.vendor_id = p_vendor_id and o.id = p_id)
    ) as k
    where r.vendor_id = p_vendor_id and r.id = p_id and r.state = p_from_state
        and v.vendor_id = p_vendor_id
    returning r.* into v_saved;
    return v_saved;
end;
$$;

comment on function analytics.save_decision(uuid, uuid, text, text, text, timestamptz, text) is
'Note what was decided about a recommendation that is in p_from_state; null where it no longer is.
What is accepted gets a day on which its outcome is measured, and the figure of the same days a
year before. Whoever calls it has checked the caller.';
revoke all on function analytics.save_decision(uuid, uuid, text, text, text, timestamptz, text)
from public;
grant execute on function analytics.save_decision(uuid, uuid, text, text, text, timestamptz, text)
to analytics_definer;
