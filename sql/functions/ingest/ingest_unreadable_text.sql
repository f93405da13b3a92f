create or replace function analytics.ingest_unreadable_text(
    p_body text,
    p_format text,
    p_context jsonb,
    p_vendor_ids uuid[]
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_raw_events text[] := analytics.split_events(p_body, p_format);
    v_events jsonb;
    v_unreadable jsonb;
begin
    perform analytics.check_batch_size(cardinality(v_raw_events));
    select
        coalesce(jsonb_agg(coalesce(r.event, 'null') order by e.ordinality), '[]'),
        coalesce(
            jsonb_object_agg(e.ordinality - 1, r.reasons) filter (where r.reasons is not null), '{}'
        )
    into v_events, v_unreadable
    from unnest(v_raw_events) with ordinality as e (raw_event, ordinality)
    cross join lateral analytics.read_raw_event(e.raw_event) as r;
    return analytics.store_events(
        v_events, p_context || analytics.read_raw_envelope(p_body, p_format), p_vendor_ids,
        v_unreadable, p_body, p_format
    );
end;
$$;

comment on function analytics.ingest_unreadable_text(text, text, jsonb, uuid[]) is
'Take in a body that could not be read as a whole, each event by itself: those that jsonb cannot
hold, or not without loss, are kept as rejected. Raises ZA100 where the body is not even JSON,
ZA102.';
revoke all on function analytics.ingest_unreadable_text(text, text, jsonb, uuid[]) from public;
grant execute on function analytics.ingest_unreadable_text(text, text, jsonb, uuid[])
to analytics_definer;
