create or replace function analytics.take_reject(
    p_reject public.analytics_rejected_events,
    p_mend jsonb,
    p_vendor_ids uuid[]
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    -- The vendor of the reject speaks for an event that names none, whoever replays it.
    v_context jsonb := jsonb_strip_nulls(jsonb_build_object('vendorId', p_reject.vendor_id))
        || p_reject.context || '{"door": "replay"}';
    v_vendor_ids uuid[] := p_vendor_ids;
    v_body text;
    v_event jsonb;
    v_reasons jsonb;
    v_message text;
    v_mapped jsonb;
begin
    -- What the sender might not write, nobody writes for it unseen; what is mended, was seen.
    if p_mend is null then
        v_vendor_ids := analytics.shared_vendor_ids(p_vendor_ids, p_reject.sender_vendor_ids);
    end if;
    select r.body, r.reasons into v_body, v_reasons
    from analytics.read_reject(p_reject, p_mend) as r;
    -- A delivery that a map could not read, and whose map may be mended by now.
    if v_reasons is null and p_mend is null and p_reject.door = 'hook'
        and p_reject.reasons @> '[{"pointer": "", "keyword": "map"}]' then
        v_mapped := analytics.map_reject(p_reject, v_body);
        v_reasons := v_mapped -> 'reasons';
    elsif v_reasons is null and not p_reject.is_body then
        select r.event, r.reasons into v_event, v_reasons
        from analytics.read_raw_event(v_body) as r;
    end if;
    if v_reasons is not null then
        return jsonb_build_object('status', 'rejected', 'reasons', v_reasons);
    elsif v_mapped is not null then
        return jsonb_build_object('status', 'stored', 'counts', analytics.store_events(
            v_mapped -> 'events', v_context, v_vendor_ids,
            p_body => v_mapped ->> 'events', p_format => 'json'
        ) -> 'counts');
    elsif not p_reject.is_body then
        return analytics.store_events(
            jsonb_build_array(analytics.identify_reject(v_event, p_reject)), v_context,
            v_vendor_ids, p_keeps_rejects => false
        ) #> '{verdicts,0}';
    end if;
    return jsonb_build_object('status', 'stored', 'counts', analytics.ingest_text(
        v_body, case when p_mend ? 'event' then 'json' else p_reject.raw_format end, v_context,
        v_vendor_ids
    ) -> 'counts');
exception
    when sqlstate 'ZA100' or sqlstate 'ZA102' then
        get stacked diagnostics v_message = message_text;
        return jsonb_build_object('status', 'rejected', 'reasons', jsonb_build_array(
            analytics.body_reason('body', v_message)
        ));
end;
$$;

comment on function analytics.take_reject(public.analytics_rejected_events, jsonb, uuid[]) is
'Take a reject in again, mended if p_mend says how ({event} or {merge}); returns the verdict, for a
body with the counts of its events, of which those that are refused are now kept by themselves.';
revoke all on function analytics.take_reject(public.analytics_rejected_events, jsonb, uuid[])
from public;
