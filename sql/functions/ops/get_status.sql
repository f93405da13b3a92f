create or replace function analytics_api.get_status()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select jsonb_build_object(
        'now', now(),
        'eventWindow', (
            select jsonb_build_object('from', w.from_at, 'to', w.to_at)
            from analytics.event_window as w
        ),
        'pendingDeltas', (select count(*) from analytics.rollup_deltas),
        'pendingBookingChanges', (select count(*) from analytics.booking_changes),
        'oldestFoldAt', (select min(s.folded_at) from analytics.fold_state as s),
        'rebuildsRequested', (
            select count(*) from analytics.fold_state as s where s.rebuild_requested_at is not null
        ),
        'openRejects', (
            select count(*) from public.analytics_rejected_events as r where r.state = 'open'
        ),
        'failedJobs', (
            select coalesce(jsonb_agg(j.job_name order by j.job_name), '[]')
            from analytics.jobs as j
            where j.last_status = 'failed'
        ),
        'views', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'name', v.view_name, 'refreshedAt', v.refreshed_at, 'durationMs', v.duration_ms
            ) order by v.view_name), '[]')
            from analytics.view_refreshes as v
        )
    )
$$;

comment on function analytics_api.get_status() is
'How the pipeline does: times that events may have, what is pending, failed jobs, open rejects and
the age of the materialized views; counts are those of the caller''s vendors.';
revoke all on function analytics_api.get_status() from public;
grant execute on function analytics_api.get_status() to analytics_api_user;
