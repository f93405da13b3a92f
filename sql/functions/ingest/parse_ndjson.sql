create or replace function analytics.parse_ndjson(p_body text)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_lines text[] := analytics.split_ndjson(p_body);
    v_events jsonb := ('[' || array_to_string(v_lines, ',') || ']')::jsonb;
begin
    -- Lines that are JSON only together are none: the slow path tells which.
    if jsonb_array_length(v_events) <> cardinality(v_lines) then
        return null;
    end if;
    return v_events;
end;
$$;

comment on function analytics.parse_ndjson(text) is
'Lines of JSON as one array; null where the lines do not hold one value each. Raises what a cast to
jsonb raises.';
revoke all on function analytics.parse_ndjson(text) from public;
grant execute on function analytics.parse_ndjson(text) to analytics_definer;
