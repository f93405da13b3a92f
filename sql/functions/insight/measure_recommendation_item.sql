create or replace function analytics.measure_recommendation_item(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    update analytics.recommendations as r
    set outcome = analytics.compare_outcome(r.baseline, analytics.measure_recommendation(
            r.vendor_id, r.measure, (r.decided_at at time zone v.time_zone)::date, r.due_on
        )),
        state = 'done', measured_at = p_now, updated_at = p_now
    from analytics.vendor_profiles as v
    where r.vendor_id = split_part(p_item, ' ', 1)::uuid and v.vendor_id = r.vendor_id
        and r.id = split_part(p_item, ' ', 2)::uuid
        -- It may have been dismissed since it was listed.
        and r.state in ('accepted', 'done') and r.measured_at is null;
end;
$$;

comment on function analytics.measure_recommendation_item(timestamptz, text) is
'One item of the job measure_recommendations: measure the figure that a recommendation was to move,
since it was accepted, and hold it against the same days of the year before.';
revoke all on function analytics.measure_recommendation_item(timestamptz, text) from public;
