create or replace function analytics.is_partman_managed()
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_schema text := analytics.partman_schema();
    v_is_managed boolean := false;
begin
    if v_schema is not null and has_schema_privilege(v_schema, 'usage') then
        execute format(
            'select exists (select from %s.part_config where parent_table = $1)', v_schema
        )
        into v_is_managed
        using 'public.analytics_events';
    end if;
    return v_is_managed;
exception
    when insufficient_privilege then
        return false;
end;
$$;

comment on function analytics.is_partman_managed() is
'Whether pg_partman looks after the partitions of analytics_events.';
revoke all on function analytics.is_partman_managed() from public;
