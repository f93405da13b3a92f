create or replace function analytics.describe_reject(p_reject public.analytics_rejected_events)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'id', p_reject.id, 'vendorId', p_reject.vendor_id, 'eventType', p_reject.event_type,
        'schemaVersion', p_reject.schema_version, 'door', p_reject.door,
        'state', p_reject.state, 'reasons', p_reject.reasons, 'isBody', p_reject.is_body,
        'rawBytesCount', p_reject.raw_bytes_count, 'isTruncated', p_reject.is_truncated,
        'receivedAt', p_reject.received_at, 'replayCount', p_reject.replay_count,
        'replayedAt', p_reject.replayed_at
    )
$$;

comment on function analytics.describe_reject(public.analytics_rejected_events) is
'A reject as the lists show it, without its bytes.';
revoke all on function analytics.describe_reject(public.analytics_rejected_events) from public;
grant execute on function analytics.describe_reject(public.analytics_rejected_events)
to analytics_definer;
