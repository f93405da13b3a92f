create or replace function analytics_api.measure_health()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select jsonb_build_object(
        'migrations', (select jsonb_agg(m.migration_id) from analytics.migration_checksums as m),
        'eventsUntil', (select w.to_at from analytics.event_window as w),
        'partitionsAheadS', (
            select floor(extract(epoch from w.to_at - now())) from analytics.event_window as w
        ),
        'jobs', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'name', j.job_name,
                'failed', j.last_status = 'failed',
                'ageS', floor(extract(epoch from now() - j.last_finished_at)),
                'lateS', floor(greatest(0, extract(epoch from now() - greatest(
                    j.next_run_at, pg_catalog.pg_postmaster_start_time()
                )))),
                'everyS', floor(extract(epoch from j.every))
            ) order by j.job_name), '[]')
            from analytics.jobs as j
            where j.is_enabled
        ),
        'views', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'name', v.view_name, 'ageS', floor(extract(epoch from now() - v.refreshed_at))
            ) order by v.view_name), '[]')
            from analytics.view_refreshes as v
        ),
        'doors', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'door', d.door, 'stored', d.stored_count, 'duplicate', d.duplicate_count,
                'rejected', d.rejected_count
            ) order by d.door), '[]')
            from (
                select
                    m.door, sum(m.stored_count) as stored_count,
                    sum(m.duplicate_count) as duplicate_count,
                    sum(m.rejected_count) as rejected_count
                from analytics.door_minutes as m
                where m.minute_at >= now() - interval '1 hour'
                group by m.door
            ) as d
        )
    ) || analytics.measure_backlog()
$$;

comment on function analytics_api.measure_health() is
'What monitoring asks for, of all vendors together and of none by itself: migrations that are
applied, seconds that partitions reach ahead, what is pending, open rejects, jobs, age of the views,
and events of the last hour by door and verdict.';
revoke all on function analytics_api.measure_health() from public;
grant execute on function analytics_api.measure_health() to analytics_api_user;
