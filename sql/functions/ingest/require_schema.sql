create or replace function analytics.require_schema(p_schema jsonb)
returns void
language plpgsql
immutable
security definer
set search_path = ''
as $$
begin
    perform analytics.compile_schema(p_schema, '$1', '''''::text', p_schema);
end;
$$;

comment on function analytics.require_schema(jsonb) is
'Raises ZA104, ZA105 for a JSON Schema that cannot be compiled.';
revoke all on function analytics.require_schema(jsonb) from public;
grant execute on function analytics.require_schema(jsonb) to analytics_definer;
