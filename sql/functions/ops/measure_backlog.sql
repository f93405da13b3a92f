create or replace function analytics.measure_backlog()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select jsonb_build_object(
        'pendingDeltas', (select count(*) from analytics.rollup_deltas),
        'pendingBookingChanges', (select count(*) from analytics.booking_changes),
        'openRejects', (
            select count(*) from public.analytics_rejected_events as r where r.state = 'open'
        )
    )
$$;

comment on function analytics.measure_backlog() is
'What waits to be folded, and the rejects that nobody has replayed or closed, of all vendors:
numbers for whoever runs the service.';
revoke all on function analytics.measure_backlog() from public;
grant execute on function analytics.measure_backlog() to analytics_definer;
