-- Drop what was loaded of sql/: the rollback of a migration would meet it otherwise. An object on
-- which another still rests waits for the next pass; nothing of anybody else is dropped.
do $$
declare
    v_owners oid[] := array['analytics_owner'::regrole, 'analytics_definer'::regrole];
    v_left integer := -1;
    v_before integer;
    v_statement text;
    v_error text;
begin
    loop
        v_before := v_left;
        v_left := 0;
        for v_statement in
            select format('drop trigger %I on %s', t.tgname, c.oid::regclass)
            from pg_catalog.pg_trigger as t
            inner join pg_catalog.pg_class as c on t.tgrelid = c.oid
            inner join pg_catalog.pg_proc as p on t.tgfoid = p.oid
            where
                not t.tgisinternal
                and t.tgparentid = 0
                and p.pronamespace = 'analytics'::regnamespace
                and exists (
                    select from analytics.sql_files as f
                    where f.path = format('triggers/%s.sql', c.relname)
                )
            union all
            select format(
                'drop %s %s',
                case c.relkind when 'v' then 'view' else 'materialized view' end,
                c.oid::regclass
            )
            from pg_catalog.pg_class as c
            where
                c.relkind in ('v', 'm')
                and c.relowner = any (v_owners)
                and c.relnamespace::regnamespace::text in ('analytics', 'analytics_api', 'public')
            union all
            select format('drop routine %s', p.oid::regprocedure)
            from pg_catalog.pg_proc as p
            where
                p.proowner = any (v_owners)
                and p.pronamespace::regnamespace::text in ('analytics', 'analytics_api', 'public')
                and exists (
                    select from analytics.sql_files as f
                    where regexp_replace(f.path, '^functions/.*/|[.]sql$', '', 'g') = p.proname
                )
        loop
            begin
                execute v_statement;
            exception
                when dependent_objects_still_exist then
                    v_left := v_left + 1;
                    v_error := v_statement || ': ' || sqlerrm;
            end;
        end loop;
        exit when v_left = 0;
        if v_left = v_before then
            raise exception using
                errcode = 'ZA302',
                message = v_error,
                hint = 'drop what rests on it first';
        end if;
    end loop;
    delete from analytics.sql_files;
end;
$$;
