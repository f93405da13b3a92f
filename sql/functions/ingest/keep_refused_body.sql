create or replace function analytics.keep_refused_body(
    p_body bytea,
    p_format text,
    p_reasons jsonb,
    p_context jsonb,
    p_vendor_ids uuid[]
)
returns uuid
language sql
volatile
security definer
set search_path = ''
as $$
    insert into analytics.ingest_batches (
        door, received_at, stored_count, duplicate_count, rejected_count
    )
    select left(coalesce(p_context ->> 'door', 'sql'), 50), clock_timestamp(), 0, 0, 1
    where octet_length(p_body) > 0;

    insert into public.analytics_rejected_events (
        vendor_id, door, reasons, is_body, raw_format, raw_event, raw_bytes_count, raw_sha256,
        is_truncated, context, sender_vendor_ids, received_at
    )
    select
        analytics.only_vendor_id(p_vendor_ids), left(coalesce(p_context ->> 'door', 'sql'), 50),
        p_reasons, true, p_format, k.kept, k.bytes_count, k.sha256, k.is_truncated,
        p_context - 'door', p_vendor_ids, clock_timestamp()
    from analytics.cut_raw_bytes(p_body) as k
    where k.bytes_count > 0
    returning id
$$;

comment on function analytics.keep_refused_body(bytea, text, jsonb, jsonb, uuid[]) is
'Keep the body of a request that could not be taken apart into events as one reject, with the
reasons; returns its id, null for an empty body. Runs as the owner of the tables; whoever calls it
has checked the caller.';
revoke all on function analytics.keep_refused_body(bytea, text, jsonb, jsonb, uuid[]) from public;
grant execute on function analytics.keep_refused_body(bytea, text, jsonb, jsonb, uuid[])
to analytics_definer;
