begin;
-- What a linter of exposed schemas looks for, here as assertions.
select plan(20);

create temp table ours as
select
    c.oid,
    c.oid::regclass::text as name,
    c.relkind,
    c.relrowsecurity,
    c.relispartition,
    c.relname,
    n.nspname
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
where c.relkind in ('r', 'p', 'v', 'm', 'f')
    and (
        n.nspname in ('analytics', 'analytics_api')
        or n.nspname = 'public'
        and c.relowner in ('analytics_owner'::regrole, 'analytics_definer'::regrole)
    );
create temp table policy as
select
    p.polrelid,
    p.polname,
    p.polcmd,
    r.role_oid,
    concat_ws(
        ' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
    ) as expression
from pg_policy as p
cross join lateral unnest(p.polroles) as r (role_oid)
where p.polrelid in (select oid from ours);
-- Who else than its owner has which privilege on a relation.
create temp table granted as
select
    o.name,
    o.relkind,
    a.grantee::regrole::text as role_name,
    a.privilege_type
from ours as o
inner join pg_class as c on o.oid = c.oid
cross join lateral aclexplode(c.relacl) as a
where a.grantee <> c.relowner;

select cmp_ok((select count(*) from policy), '>=', 20::bigint, 'there are policies to look at');
select is_empty(
    $$
    select c.conrelid::regclass, c.conname from pg_constraint as c
    where c.contype = 'f' and c.conrelid in (select oid from ours) and not exists (
        select from pg_index as i
        where i.indrelid = c.conrelid
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
    )
    $$,
    'the columns of every foreign key lead an index'
);
select is_empty(
    $$
    select i.indrelid::regclass, array_agg(i.indexrelid::regclass) from pg_index as i
    where i.indrelid in (select oid from ours)
    group by i.indrelid, i.indkey::text, i.indclass::text, i.indoption::text,
        pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)
    having count(*) > 1
    $$,
    'no index is there twice'
);
select is_empty(
    $$
    select polrelid::regclass, polname, role_oid::regrole, k.command from policy
    cross join lateral unnest(
        case polcmd when '*' then '{r,a,w,d}'::"char"[] else array[polcmd] end
    ) as k (command)
    inner join pg_policy as p using (polrelid, polname)
    where p.polpermissive
    group by polrelid, role_oid, k.command, polname
    having (
        select count(*) from policy as o
        where o.polrelid = policy.polrelid and o.role_oid = policy.role_oid
            and o.polcmd in ('*', k.command)
    ) > 1
    $$,
    'one policy says what a role may do to a table, not several'
);
select is_empty(
    $$
    select polrelid::regclass, polname from policy
    where expression ~* '(current_setting|current_claims|current_vendor_ids|is_platform_admin)\('
        and regexp_replace(
            expression,
            'select analytics\.(current_vendor_ids|is_platform_admin)\(\)', '', 'gi'
        ) ~* '(current_setting|current_claims|current_vendor_ids|is_platform_admin)\('
    $$,
    'no policy asks who is calling for each row anew'
);
select is_empty(
    $$
    select polrelid::regclass, polname, role_oid::regrole from policy
    where expression ~ '^(true ?)+$' and role_oid <> 'analytics_owner'::regrole
    $$,
    'no policy lets anybody but the owner see everything'
);
select is_empty(
    $$
    select polrelid::regclass, polname from policy where role_oid = 0
    $$,
    'every policy names its role'
);
select is_empty(
    $$
    select o.name from ours as o
    where o.relkind in ('r', 'p') and o.relrowsecurity
        and not exists (select from policy where polrelid = o.oid)
    $$,
    'where row-level security is on there is a policy'
);
select is_empty(
    $$
    select o.name from ours as o
    where not o.relrowsecurity and exists (select from policy where polrelid = o.oid)
    $$,
    'where there is a policy row-level security is on'
);
select is_empty(
    $$
    select o.name from ours as o
    where o.nspname = 'public' and o.relkind in ('r', 'p') and not o.relrowsecurity
        -- A partition is granted to nobody, and read through its parent; see also privileges.
        and not o.relispartition and o.relname <> 'analytics_inbox'
    $$,
    'every table in public has row-level security'
);
select is_empty(
    $$
    select polrelid::regclass, polname from policy where expression ~* 'user_metadata'
    union all
    select p.oid::regprocedure::oid, p.proname from pg_proc as p
    where p.pronamespace in ('analytics'::regnamespace, 'analytics_api'::regnamespace)
        and regexp_replace(p.prosrc, '--[^\n]*', '', 'g') ~* 'user_metadata'
    $$,
    'what users write about themselves decides nothing'
);
select is_empty(
    $$
    select name, role_name from granted
    where relkind = 'm' and role_name <> 'analytics_definer'
    $$,
    'materialized views, which know no row-level security, are granted to nobody'
);
select is_empty($$ select name from ours where relkind = 'f' $$, 'there are no foreign tables');
select is_empty(
    $$
    select o.name, a.attname from ours as o
    inner join pg_attribute as a on o.oid = a.attrelid
    where o.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
        and a.atttypid in (
            'regproc'::regtype, 'regprocedure'::regtype, 'regoper'::regtype,
            'regoperator'::regtype, 'regconfig'::regtype, 'regdictionary'::regtype,
            'regnamespace'::regtype, 'regcollation'::regtype
        )
    $$,
    'no column has a type that pg_upgrade refuses'
);
select is_empty(
    $$
    select o.name, a.attname from ours as o
    inner join pg_attribute as a on o.oid = a.attrelid
    where o.nspname = 'analytics_api' and a.attnum > 0
        and a.attname ~* '(secret|password|token|sha256|ip_address|user_agent|session)'
    $$,
    'no view of the api shows secrets or addresses'
);
select is_empty(
    $$
    select p.oid::regprocedure from pg_proc as p
    where p.prosecdef
        and p.pronamespace in ('analytics'::regnamespace, 'analytics_api'::regnamespace)
        and p.proowner not in ('analytics_owner'::regrole, 'analytics_definer'::regrole)
    $$,
    'what runs with the rights of its owner has an owner without powers'
);
select is_empty(
    $$
    select e.extname from pg_extension as e
    inner join pg_depend as d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid
    where d.classid = 'pg_proc'::regclass and d.deptype = 'n'
        and d.objid in (
            select oid from pg_proc
            where pronamespace in ('analytics'::regnamespace, 'analytics_api'::regnamespace)
        )
    $$,
    'no function of ours hangs on an extension, wherever that is'
);

-- The roles that people and programs log in with.
select set_eq(
    $$
    select name, role_name, privilege_type from granted
    where role_name in ('analytics_reader', 'analytics_ingest', 'analytics_api_user')
    $$,
    $$
    values
    ('analytics_api.vendor_daily_metrics', 'analytics_api_user', 'SELECT'),
    ('analytics_api.vendor_daily_metrics', 'analytics_reader', 'SELECT'),
    ('analytics_inbox', 'analytics_api_user', 'INSERT'),
    ('analytics_inbox', 'analytics_ingest', 'INSERT')
    $$,
    'BI tools read the views of the api, producers insert into the inbox, and no more'
);
select is_empty(
    $$
    select o.name, a.attname, g.grantee::regrole
    from ours as o
    inner join pg_class as c on o.oid = c.oid
    inner join pg_attribute as a on o.oid = a.attrelid
    cross join lateral aclexplode(a.attacl) as g
    where g.grantee not in (c.relowner, 'analytics_definer'::regrole)
    $$,
    'nor a single column'
);
select set_eq(
    $$
    select r.rolname::text, p.proname::text
    from pg_roles as r
    inner join pg_proc as p on has_function_privilege(r.oid, p.oid, 'execute')
    where r.rolname in ('analytics_reader', 'analytics_ingest')
        and p.pronamespace in ('analytics'::regnamespace, 'analytics_api'::regnamespace)
        -- What maps of files read texts with: pure functions.
        and p.proname not in ('stable_uuid', 'try_date', 'try_local_time', 'try_number')
    $$,
    $$
    values
    ('analytics_reader', 'current_claims'), ('analytics_reader', 'current_vendor_ids'),
    ('analytics_reader', 'is_platform_admin'), ('analytics_reader', 'calculate_metrics'),
    ('analytics_reader', 'render_metrics'), ('analytics_reader', 'get_catalog'),
    ('analytics_ingest', 'ingest_events')
    $$,
    'BI tools ask for metrics, producers send events, and no more'
);

select finish();
rollback;
