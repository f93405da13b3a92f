create or replace function analytics.describe_tracked_tables()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'table', t.table_id::text,
                'eventType', t.event_type,
                'on', to_jsonb(array(select analytics.list_captured_operations(t.mapping))),
                'mapping', t.mapping,
                'problem', analytics.find_mapping_problem(t.table_id, t.event_type, t.mapping),
                'pendingCount', q.pending_count,
                'oldestPendingAt', q.oldest_pending_at,
                'trackedBy', t.tracked_by,
                'trackedAt', t.tracked_at
            )
            order by t.table_id::text, t.event_type
        ),
        '[]'
    )
    from analytics.tracked_tables as t
    left join lateral (
        select count(*) as pending_count, min(c.queued_at) as oldest_pending_at
        from analytics.capture_queue as c
        where c.source_name = t.source_name and c.event_type = t.event_type
    ) as q on true
$$;

comment on function analytics.describe_tracked_tables() is
'The tracked tables as list_tracked_tables shows them.';
revoke all on function analytics.describe_tracked_tables() from public;
grant execute on function analytics.describe_tracked_tables() to analytics_definer;
