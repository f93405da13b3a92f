-- Drop everything of WedSync Analytics from this database, in one transaction; the setting
-- wedsync.dry_run only lists it. Each statement is printed as a notice. user_profiles stays where
-- the host had it before us, and a role stays while another database uses it.
begin;
set local lock_timeout = '5s';

do $$
declare
    c_roles constant text[] := array[
        'analytics_owner', 'analytics_definer', 'analytics_api_user', 'analytics_ingest',
        'analytics_reader'
    ];
    v_is_dry_run boolean := coalesce(current_setting('wedsync.dry_run', true) = 'on', false);
    v_partman text := (
        select e.extnamespace::regnamespace::text
        from pg_catalog.pg_extension as e
        where e.extname = 'pg_partman'
    );
    v_roles oid[] := array(
        select r.oid from pg_catalog.pg_roles as r where r.rolname = any (c_roles)
    );
    v_statements text[] := '{}';
    v_statement text;
begin
    if to_regclass('cron.job') is not null then
        v_statements := v_statements || array(
            select format('select cron.unschedule(%s)', j.jobid)
            from cron.job as j
            where j.jobname like 'wedsync-analytics%' and j.database = current_database()
        );
    end if;
    -- Without the right to it nothing was ever handed to pg_partman.
    if has_table_privilege(to_regclass(v_partman || '.part_config'), 'delete') then
        v_statements := v_statements || array[
            format(
                'delete from %s.part_config where parent_table = %L',
                v_partman, 'public.analytics_events'
            ),
            format('drop table if exists %s.template_public_analytics_events', v_partman)
        ];
    end if;
    -- Triggers on tables of the host call our functions: they go first.
    v_statements := v_statements || array(
        select format('drop trigger %I on %s', t.tgname, t.tgrelid::regclass)
        from pg_catalog.pg_trigger as t
        inner join pg_catalog.pg_proc as p on t.tgfoid = p.oid
        inner join pg_catalog.pg_class as c on t.tgrelid = c.oid
        where
            not t.tgisinternal
            and t.tgparentid = 0
            and p.pronamespace = to_regnamespace('analytics')
            and c.relowner <> all (v_roles)
    );
    v_statements := v_statements || array(
        select format('drop table %s', c.oid::regclass)
        from pg_catalog.pg_class as c
        where
            c.relnamespace = to_regnamespace('analytics')
            and c.relkind = 'r'
            and c.relowner <> all (v_roles)
    );
    -- Their objects in this database, whatever was granted to them, and policies for them.
    if cardinality(v_roles) > 0 then
        v_statements := v_statements || (
            select format('drop owned by %s', string_agg(r::regrole::text, ', '))
            from unnest(v_roles) as r
        );
    end if;
    -- An installation that broke off before the roles were there.
    v_statements := v_statements || array(
        select format('drop schema %I', n.nspname)
        from pg_catalog.pg_namespace as n
        where n.nspname = 'analytics' and n.nspowner <> all (v_roles)
    );
    foreach v_statement in array v_statements loop
        raise notice '%', v_statement;
        if not v_is_dry_run then
            execute v_statement;
        end if;
    end loop;

    for v_statement in
        select format('drop role %s', r::regrole) from unnest(v_roles) as r
    loop
        begin
            if not v_is_dry_run then
                execute v_statement;
            end if;
            raise notice '%', v_statement;
        exception
            when dependent_objects_still_exist or insufficient_privilege then
                raise notice 'not possible, so it stays: %', v_statement;
        end;
    end loop;
end;
$$;

commit;
