create or replace function analytics.read_browser_text(p_body text)
returns jsonb
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
    c_events_max constant integer := 100;
    v_events jsonb;
begin
    begin
        -- No page means U+0000: it is left out, and the rest of the text is kept.
        v_events := analytics.hide_nul(p_body, '')::jsonb;
    exception
        when data_exception or program_limit_exceeded then
            v_events := null;
    end;
    if jsonb_typeof(v_events) = 'object' then
        v_events := jsonb_build_array(v_events);
    elsif jsonb_typeof(v_events) is distinct from 'array' then
        raise exception using
            errcode = 'ZA100',
            message = 'the body is not a JSON array of events, nor one event',
            hint = 'send [{"id": …, "eventType": …, "eventData": {…}}]';
    end if;
    if jsonb_array_length(v_events) > c_events_max then
        raise exception using
            errcode = 'ZA102',
            message = format('a browser sends at most %s events at once', c_events_max),
            detail = format('received=%s', jsonb_array_length(v_events)),
            hint = 'send several batches';
    end if;
    return v_events;
end;
$$;

comment on function analytics.read_browser_text(text) is
'The array of events in what a browser sent. Raises ZA100 (not events), ZA102 (more than 100).';
revoke all on function analytics.read_browser_text(text) from public;
grant execute on function analytics.read_browser_text(text) to analytics_definer;
