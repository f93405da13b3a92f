-- Forget files that are gone from the manifest (setting wedsync.manifest, a JSON array of paths)
-- where their object is gone too, or has moved to another file; refuse where it is still there.
do $$
declare
    v_file record;
    v_manifest text[] := array(
        select jsonb_array_elements_text(current_setting('wedsync.manifest')::jsonb)
    );
    v_object text;
begin
    for v_file in
        select
            f.path,
            split_part(f.path, '/', 1) as folder,
            regexp_replace(f.path, '^.*/|[.]sql$', '', 'g') as name
        from analytics.sql_files as f
        where f.path <> all (v_manifest)
        order by f.path
    loop
        if not exists (
            select from unnest(v_manifest) as m
            where m like v_file.folder || '/%' and '/' || m like '%/' || v_file.name || '.sql'
        ) then
            select d.statement into v_object
            from (
                select
                    'functions' as folder,
                    p.proname::text as name,
                    format('drop routine %s', p.oid::regprocedure) as statement
                from pg_catalog.pg_proc as p
                where p.pronamespace::regnamespace::text in ('analytics', 'analytics_api', 'public')
                union all
                select
                    'views',
                    c.relname,
                    format(
                        'drop %s %s',
                        case c.relkind when 'v' then 'view' else 'materialized view' end,
                        c.oid::regclass
                    )
                from pg_catalog.pg_class as c
                where
                    c.relkind in ('v', 'm')
                    and c.relnamespace::regnamespace::text
                    in ('analytics', 'analytics_api', 'public')
                union all
                select
                    'triggers',
                    c.relname,
                    format('drop trigger %I on %s', t.tgname, c.oid::regclass)
                from pg_catalog.pg_trigger as t
                inner join pg_catalog.pg_class as c on t.tgrelid = c.oid
                inner join pg_catalog.pg_proc as p on t.tgfoid = p.oid
                where
                    not t.tgisinternal
                    and t.tgparentid = 0
                    and p.pronamespace::regnamespace::text = 'analytics'
            ) as d
            where d.folder = v_file.folder and d.name = v_file.name
            limit 1;
            if found then
                raise exception using
                    errcode = 'ZA301',
                    message = format(
                        'sql/%s is gone from sql/manifest.txt, but what it made is still there',
                        v_file.path
                    ),
                    hint = format('write a migration that says "%s"', v_object);
            end if;
        end if;
        delete from analytics.sql_files where path = v_file.path;
    end loop;
end;
$$;
