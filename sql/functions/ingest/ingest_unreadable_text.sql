create or replace function analytics.ingest_unreadable_text(
    p_body text,
    p_format text,
    p_context jsonb
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_raw_events text[] := analytics.split_events(p_body, p_format);
    v_events jsonb := jsonb_build_array();
    v_unreadable jsonb := jsonb_build_object();
    v_raw_event text;
    v_event jsonb;
    v_index integer := 0;
begin
    perform analytics.check_batch_size(cardinality(v_raw_events));
    foreach v_raw_event in array v_raw_events loop
        begin
            v_event := v_raw_event::jsonb;
        exception
            when data_exception or program_limit_exceeded then
                v_event := 'null'::jsonb;
                v_unreadable := v_unreadable || jsonb_build_object(v_index, jsonb_build_array(
                    analytics.reason('', 'json', to_jsonb(case sqlstate
                        when '22P05' then 'JSON without U+0000'
                        when '22003' then 'numbers within the range of numeric'
                        else 'one JSON value'
                    end), to_jsonb(left(v_raw_event, 200)))
                ));
        end;
        v_events := v_events || jsonb_build_array(v_event);
        v_index := v_index + 1;
    end loop;
    return analytics.store_events(
        v_events, p_context || analytics.read_raw_envelope(p_body, p_format),
        analytics.writable_vendor_ids(), v_raw_events, v_unreadable
    );
end;
$$;

comment on function analytics.ingest_unreadable_text(text, text, jsonb) is
'Take in a body that could not be read as a whole, each event by itself: those that jsonb cannot
hold are kept as rejected. Raises ZA100 where the body is not even JSON, ZA102.';
revoke all on function analytics.ingest_unreadable_text(text, text, jsonb) from public;
grant execute on function analytics.ingest_unreadable_text(text, text, jsonb) to analytics_definer;
