create or replace function analytics.compile_field(p_field text, p_leg jsonb)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_spec jsonb := p_leg -> 'fields' -> p_field;
    v_text text;
begin
    if p_field = 'vendor' then
        return 'v.vendor_id::text';
    elsif v_spec ->> 'origin' = 'currency' then
        return analytics.compile_currency(p_leg);
    elsif p_leg ->> 'from' = 'facts' then
        return format('b.%I', v_spec ->> 'json_key');
    elsif p_leg ->> 'from' = 'daily' then
        v_text := 'a.dimension_value';
    elsif v_spec ->> 'origin' = 'envelope' then
        v_text := format('e.%I', v_spec ->> 'json_key');
    else
        v_text := format('(e.event_data ->> %L)', v_spec ->> 'json_key');
    end if;
    return case v_spec ->> 'field_type'
        when 'number' then format('nullif(%s, '''')::numeric', v_text)
        when 'boolean' then format('nullif(%s, '''')::boolean', v_text)
        when 'date' then format('nullif(%s, '''')::date', v_text)
        when 'time' then format('nullif(%s, '''')::timestamptz', v_text)
        else format('nullif(%s, '''')::text', v_text)
    end;
end;
$$;

comment on function analytics.compile_field(text, jsonb) is
'SQL of a field in the source of a leg, by its type; null where it is missing or an empty text.';
revoke all on function analytics.compile_field(text, jsonb) from public;
grant execute on function analytics.compile_field(text, jsonb) to analytics_definer;
