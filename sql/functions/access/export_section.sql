create or replace function analytics.export_section(
    p_section text,
    p_vendor_id uuid,
    p_after jsonb,
    p_limit integer
)
returns table (line jsonb, key jsonb)
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return query execute format(
        'select s.line, s.key from analytics.%I($1, $2, $3) as s', 'export_' || p_section
    ) using p_vendor_id, p_after, p_limit;
end;
$$;

comment on function analytics.export_section(text, uuid, jsonb, integer) is
'Lines of a section of an export (settings, events, facts, rejects, metrics, corrections, models or
recommendations) after a key, each with its own key.';
revoke all on function analytics.export_section(text, uuid, jsonb, integer) from public;
grant execute on function analytics.export_section(text, uuid, jsonb, integer)
to analytics_definer;
