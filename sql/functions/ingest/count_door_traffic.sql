create or replace function analytics.count_door_traffic(
    p_door text,
    p_from timestamptz,
    p_to timestamptz
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'batches', coalesce(sum(t.batch_count), 0),
        'received', coalesce(sum(t.stored_count + t.duplicate_count + t.rejected_count), 0),
        'stored', coalesce(sum(t.stored_count), 0),
        'duplicate', coalesce(sum(t.duplicate_count), 0),
        'rejected', coalesce(sum(t.rejected_count), 0)
    )
    from analytics.door_traffic as t
    where t.door = p_door and t.minute_at > p_from and t.minute_at <= p_to
$$;

comment on function analytics.count_door_traffic(text, timestamptz, timestamptz) is
'What came in through a door in the minutes after one moment and up to another.';
revoke all on function analytics.count_door_traffic(text, timestamptz, timestamptz) from public;
grant execute on function analytics.count_door_traffic(text, timestamptz, timestamptz)
to analytics_definer;
