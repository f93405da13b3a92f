create or replace function analytics.open_events(
    p_json jsonb,
    out events jsonb,
    out envelope jsonb
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    envelope := '{}';
    events := p_json;
    if jsonb_typeof(p_json) = 'object' then
        if jsonb_typeof(p_json -> 'data') = 'array' then
            events := p_json -> 'data';
            envelope := analytics.read_stream_envelope(p_json);
        else
            events := jsonb_build_array(p_json);
        end if;
    elsif jsonb_typeof(p_json) is distinct from 'array' then
        raise exception using
            errcode = 'ZA100',
            message = 'events are an array, one object, or a stream envelope with data',
            hint = 'send [{"vendorId": …, "eventType": …, "eventData": {…}}]';
    end if;
    -- One event is never too many.
    if jsonb_array_length(events) > 1 then
        perform analytics.check_batch_size(jsonb_array_length(events));
    end if;
end;
$$;

comment on function analytics.open_events(jsonb) is
'The array of events in an array, one object or a stream envelope, and what the envelope says for
all of them. Raises ZA100 (not events), ZA102 (too many).';
revoke all on function analytics.open_events(jsonb) from public;
grant execute on function analytics.open_events(jsonb) to analytics_definer;
