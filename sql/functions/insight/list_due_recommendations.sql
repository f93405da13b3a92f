create or replace function analytics.list_due_recommendations(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    select r.vendor_id || ' ' || r.id
    from analytics.recommendations as r
    inner join analytics.vendor_profiles as v on v.vendor_id = r.vendor_id
    where r.state in ('accepted', 'done') and r.measured_at is null
        and r.due_on <= (p_now at time zone v.time_zone)::date
    order by r.vendor_id, r.id
$$;

comment on function analytics.list_due_recommendations(timestamptz) is
'Recommendations whose time is over and whose outcome is not measured yet, each as vendor and id.';
revoke all on function analytics.list_due_recommendations(timestamptz) from public;
