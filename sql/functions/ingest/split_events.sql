create or replace function analytics.split_events(p_body text, p_format text)
returns text[]
language plpgsql
immutable
strict
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_mark text := 'nul-' || md5(p_body);
    v_body json;
begin
    if p_format = 'ndjson' then
        return analytics.split_ndjson(p_body);
    end if;
    -- The type json keeps text as it is, so it holds what jsonb cannot.
    v_body := analytics.hide_nul(p_body, v_mark)::json;
    if json_typeof(v_body) = 'object' then
        if json_typeof(v_body -> 'data') = 'array' then
            if analytics.repeats_own_key(v_body) then
                raise exception using
                    errcode = 'ZA100',
                    message = 'the envelope has two members of one name',
                    hint = 'send each name once';
            end if;
            v_body := v_body -> 'data';
        else
            return array[p_body];
        end if;
    end if;
    return array(
        select replace(e.event::text, v_mark, '\u0000')
        from json_array_elements(v_body) with ordinality as e (event, ordinality)
        order by e.ordinality
    );
exception
    when data_exception or program_limit_exceeded then
        raise exception using
            errcode = 'ZA100',
            message = 'the body is not JSON',
            hint = 'send one JSON value as application/json, or one per line as '
                'application/x-ndjson';
end;
$$;

comment on function analytics.split_events(text, text) is
'The texts of the events in a body; null without one. Raises ZA100 where it is malformed, or an
envelope that repeats a name: then nobody knows which events are meant.';
revoke all on function analytics.split_events(text, text) from public;
grant execute on function analytics.split_events(text, text) to analytics_definer;
