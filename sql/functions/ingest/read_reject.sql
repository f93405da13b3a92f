create or replace function analytics.read_reject(
    p_reject public.analytics_rejected_events,
    p_mend jsonb,
    out body text,
    out reasons jsonb
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_event jsonb;
begin
    if p_mend ? 'event' then
        body := p_mend ->> 'event';
        return;
    end if;
    if p_reject.is_truncated then
        reasons := jsonb_build_array(analytics.reason(
            '', 'truncated',
            to_jsonb('the whole, of which only the beginning is kept: give it as event'::text),
            to_jsonb(p_reject.raw_bytes_count)
        ));
        return;
    end if;
    body := convert_from(p_reject.raw_event, 'UTF8');
    if p_mend ? 'merge' then
        select r.event, r.reasons into v_event, reasons from analytics.read_raw_event(body) as r;
        body := analytics.merge_patch(v_event, p_mend -> 'merge')::text;
    end if;
exception
    when character_not_in_repertoire then
        body := null;
        reasons := jsonb_build_array(analytics.reason(
            '', 'utf8', to_jsonb('text in UTF-8 without NUL'::text), null
        ));
end;
$$;

comment on function analytics.read_reject(public.analytics_rejected_events, jsonb) is
'The text that a replay takes in: of the reject as it was kept, of {event} in its place, or of it
with {merge} applied; or the reasons why there is none.';
revoke all on function analytics.read_reject(public.analytics_rejected_events, jsonb) from public;
