create or replace function analytics.require_table_owner(p_table regclass)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    if not pg_has_role(current_user, 'analytics_owner', 'usage') or not exists (
        select from pg_catalog.pg_class as c
        where c.oid = p_table and pg_has_role(current_user, c.relowner, 'usage')
    ) then
        raise exception using
            errcode = 'ZA403',
            message = format('only a DBA who owns %s can track it', p_table),
            hint = 'connect as a member of analytics_owner and of the owner of the table';
    end if;
end;
$$;

comment on function analytics.require_table_owner(regclass) is
'Raises ZA403 unless the role is a DBA (what a tracked table says is taken for any vendor) and has
the rights of the owner of the table (who can drop its triggers).';
revoke all on function analytics.require_table_owner(regclass) from public;
