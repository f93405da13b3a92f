-- The tables of the bookkeeping belong to the owner too, so that each of its members can migrate.
do $$
declare
    v_table regclass;
begin
    foreach v_table in array array[
        'analytics._yoyo_migration', 'analytics._yoyo_log', 'analytics._yoyo_version',
        'analytics.migration_checksums'
    ]::regclass[]
    loop
        if (select c.relowner from pg_catalog.pg_class as c where c.oid = v_table)
            <> 'analytics_owner'::regrole
        then
            execute format('alter table %s owner to analytics_owner', v_table);
        end if;
    end loop;
end;
$$;
