create or replace function analytics.check_trackable(p_table regclass)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    if not exists (
        select from pg_catalog.pg_class as c
        where c.oid = p_table and c.relkind in ('r', 'p') and c.relpersistence <> 't'
            and c.relowner <> 'analytics_owner'::regrole
            and c.relnamespace not in (
                'pg_catalog'::regnamespace, 'information_schema'::regnamespace,
                'analytics'::regnamespace
            )
    ) then
        raise exception using
            errcode = 'ZA160',
            message = format('%s is not a table that can be tracked', p_table),
            detail = 'triggers with transition tables take an ordinary or partitioned table',
            hint = 'track the table under a view or foreign table, where it is',
            column = 'table';
    end if;
end;
$$;

comment on function analytics.check_trackable(regclass) is
'Raises ZA160 for what is not an ordinary or partitioned table of the host: a view, a foreign,
temporary or system table, one of ours.';
revoke all on function analytics.check_trackable(regclass) from public;
