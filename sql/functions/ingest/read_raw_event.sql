create or replace function analytics.read_raw_event(
    p_text text,
    out event jsonb,
    out reasons jsonb
)
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_pointer text;
begin
    event := p_text::jsonb;
    -- Of an event that is too large nothing else is worth saying.
    if analytics.may_repeat_keys(p_text, event) and octet_length(event::text) <= (
        select s.event_bytes_max from analytics.settings as s
    ) then
        v_pointer := analytics.find_repeated_key(p_text::json);
    end if;
    if v_pointer is not null then
        event := null;
        reasons := jsonb_build_array(analytics.reason(
            v_pointer, 'uniqueKeys', to_jsonb('each name once in an object'::text), null
        ));
    end if;
exception
    when data_exception or program_limit_exceeded then
        event := null;
        reasons := jsonb_build_array(analytics.reason('', 'json', to_jsonb(case sqlstate
            when '22P05' then 'JSON without U+0000'
            when '22003' then 'numbers within the range of numeric'
            when '54001' then 'JSON that is nested less deeply'
            else 'one JSON value'
        end), to_jsonb(left(p_text, 200))));
end;
$$;

comment on function analytics.read_raw_event(text) is
'The text of one event as jsonb, or the reasons why jsonb cannot hold it as it is.';
revoke all on function analytics.read_raw_event(text) from public;
grant execute on function analytics.read_raw_event(text) to analytics_definer;
