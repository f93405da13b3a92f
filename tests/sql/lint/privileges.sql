begin;
select plan(11);

create temp table relation as
select
    c.oid,
    c.oid::regclass::text as name,
    c.relkind,
    c.relispartition,
    c.relrowsecurity,
    c.relforcerowsecurity,
    c.reloptions,
    n.nspname,
    c.relname,
    c.relowner
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
where c.relkind in ('r', 'p', 'v', 'm')
    and (
        n.nspname in ('analytics', 'analytics_api')
        or n.nspname = 'public' and c.relowner = 'analytics_owner'::regrole
    );
create temp table tenant as
select r.* from relation as r
where r.relkind in ('r', 'p') and not r.relispartition
    -- COPY and row-level security exclude each other: the trigger of the inbox checks the vendor.
    and r.relname <> 'analytics_inbox' and exists (
    select from pg_attribute as a
    where a.attrelid = r.oid and (a.attname = 'vendor_id' or r.relname = 'user_profiles')
);

select cmp_ok(
    (select count(*) from tenant), '>=', 12::bigint, 'the tables of tenants are found at all'
);
select is_empty(
    $$ select name from tenant where not relrowsecurity or not relforcerowsecurity $$,
    'every table with a vendor has row-level security, forced'
);
select is_empty(
    $$
    select name from tenant
    where not exists (
        select from pg_policy as p where p.polrelid = tenant.oid and p.polname = 'tenant_reads'
    )
    $$,
    'and a policy by tenant'
);
select is_empty(
    $$
    select p.polrelid::regclass, p.polname from pg_policy as p
    where p.polrelid in (select oid from tenant)
        and pg_get_expr(p.polqual, p.polrelid) like '%current_vendor_ids()%'
        and pg_get_expr(p.polqual, p.polrelid) not ilike '%( select analytics.current_vendor_ids()%'
    $$,
    'policies call their function once per query: (select …)'
);
select is_empty(
    $$
    select r.name, g.grantee::regrole from relation as r
    cross join lateral (
        select (aclexplode(c.relacl)).* from pg_class as c where c.oid = r.oid
    ) as g
    where g.grantee not in ('analytics_owner'::regrole, 'analytics_definer'::regrole, r.relowner)
        and r.nspname <> 'analytics_api'
        and not (r.relname = 'analytics_inbox' and g.privilege_type = 'INSERT')
    $$,
    'outside analytics_api nothing is granted to anybody, but to insert into the inbox'
);
select is_empty(
    $$
    select r.name, r.relacl from (
        select relation.name, c.relacl from relation
        inner join pg_class as c on relation.oid = c.oid
        where relation.relispartition
    ) as r
    where r.relacl is not null and r.relacl::text !~ '^{analytics_owner=[a-zA-Z]+/analytics_owner}$'
    $$,
    'partitions are granted to nobody'
);
select is_empty(
    $$
    select r.name from relation as r
    where r.relkind = 'v' and r.nspname = 'analytics'
        and not coalesce(
            r.reloptions && array['security_invoker=true', 'security_barrier=true'], false
        )
    $$,
    'views of the machinery run as their caller, or are a barrier'
);
select is_empty(
    $$
    select r.name from relation as r
    where r.relkind = 'v' and r.nspname = 'analytics_api'
        and not coalesce(r.reloptions && array['security_barrier=true'], false)
    $$,
    'views of the api are barriers'
);
select is_empty(
    $$
    select p.oid::regprocedure from pg_proc as p
    where p.pronamespace = 'analytics'::regnamespace
        and has_function_privilege('analytics_api_user', p.oid, 'execute')
        and p.proname not in ('current_claims', 'current_vendor_ids', 'is_platform_admin')
    $$,
    'of the machinery the role of the app may call what policies call, and nothing else'
);
select is_empty(
    $$
    select r.rolname from pg_roles as r
    where r.rolname in (
        'analytics_owner', 'analytics_definer', 'analytics_api_user', 'analytics_ingest',
        'analytics_reader'
    ) and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb)
    $$,
    'our roles have no powers of their own'
);
select is_empty(
    $$
    select m.member::regrole, m.roleid::regrole from pg_auth_members as m
    where m.roleid in ('analytics_owner'::regrole, 'analytics_definer'::regrole)
        and m.member in (
            'analytics_api_user'::regrole, 'analytics_ingest'::regrole, 'analytics_reader'::regrole
        )
    $$,
    'no role of an application is a member of an owner'
);

select finish();
rollback;
