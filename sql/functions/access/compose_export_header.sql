create or replace function analytics.compose_export_header(p_vendor_id uuid, p_contents text[])
returns jsonb
language sql
stable
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
    select jsonb_build_object(
        'record', 'header', 'vendorId', p_vendor_id, 'exportedAt', statement_timestamp(),
        'contents', p_contents, 'rawEventsFrom', w.from_at
    )
    from analytics.event_window as w
$$;

comment on function analytics.compose_export_header(uuid, text[]) is
'First line of an export: whose, when, what. Events before rawEventsFrom are detached, not in it.';
revoke all on function analytics.compose_export_header(uuid, text[]) from public;
grant execute on function analytics.compose_export_header(uuid, text[]) to analytics_definer;
