create or replace function analytics.resolve_bound(p_bound jsonb, p_time_zone text)
returns timestamp
-- In PL/pgSQL, which keeps its plan.
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return coalesce(
        (p_bound ->> 'local')::timestamp, (p_bound ->> 'at')::timestamptz at time zone p_time_zone
    );
end;
$$;

comment on function analytics.resolve_bound(jsonb, text) is
'Local time of {"local"} or {"at"} in a time zone.';
revoke all on function analytics.resolve_bound(jsonb, text) from public;
grant execute on function analytics.resolve_bound(jsonb, text) to analytics_definer;
