begin;
select plan(12);

create temp table routine as
select
    p.oid,
    p.oid::regprocedure::text as signature,
    p.prokind,
    p.proconfig,
    p.prosecdef,
    p.prosrc,
    p.proargnames,
    l.lanname,
    n.nspname,
    p.proname,
    p.proowner::regrole::text as owner_name,
    obj_description(p.oid, 'pg_proc') as description,
    p.proacl
from pg_proc as p
inner join pg_namespace as n on p.pronamespace = n.oid
inner join pg_language as l on p.prolang = l.oid
where n.nspname in ('analytics', 'analytics_api') and p.prokind in ('f', 'p');

select is_empty(
    $$
    select signature from routine
    where not coalesce(proconfig::text like '%search_path=%', false)
        -- Procedures that commit, and functions that are to be inlined, may not pin it.
        and prokind <> 'p'
        and description not like '%Inlined.' and description not like 'Generated%'
    $$,
    'every function pins its search path'
);
select is_empty(
    $$
    select signature from routine
    where prosecdef and not proconfig::text like '%search_path=%'
    $$,
    'every security definer pins its search path, without exception'
);
select is_empty(
    $$ select signature from routine where coalesce(description, '') = '' $$,
    'every routine is commented'
);
select is_empty(
    $$
    select signature from routine
    where proacl is null or exists (
        select from aclexplode(proacl) as a where a.grantee = 0 and a.privilege_type = 'EXECUTE'
    )
    $$,
    'no routine may be executed by everybody: revoke all … from public'
);
select is_empty(
    $$
    select nspname, proname from routine group by nspname, proname having count(*) > 1
    $$,
    'no name is overloaded'
);
select is_empty(
    $$
    select signature from routine
    where owner_name <> case nspname when 'analytics_api' then 'analytics_definer'
        else 'analytics_owner' end
    $$,
    'analytics_api belongs to analytics_definer, analytics to analytics_owner'
);
select is_empty(
    $$
    select signature, a from routine
    cross join lateral unnest(proargnames[1:(select pronargs from pg_proc where oid = routine.oid)])
    as a
    where a !~ '^p_'
    $$,
    'parameters begin with p_'
);
select is_empty(
    $$
    select signature from routine
    where lanname = 'plpgsql'
        and (select count(*) from regexp_matches(prosrc, 'raise exception', 'g'))
        > (select count(*) from regexp_matches(prosrc, 'errcode = ', 'g'))
    $$,
    'every raise has a SQLSTATE'
);
select is_empty(
    $$
    select c.oid::regclass from pg_class as c
    inner join pg_namespace as n on c.relnamespace = n.oid
    where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
        and (
            n.nspname in ('analytics', 'analytics_api')
            and c.relname !~ '^(_yoyo|yoyo)'
            or n.nspname = 'public' and c.relowner = 'analytics_owner'::regrole
        )
        and obj_description(c.oid, 'pg_class') is null
    $$,
    'every table and view is commented'
);
select is_empty(
    $$
    select t.tgrelid::regclass, t.tgname from pg_trigger as t
    where not t.tgisinternal and t.tgparentid = 0
        and t.tgname !~ '_(before|after)_(insert|update|delete|truncate|change)$'
        and t.tgrelid in (
            select oid from pg_class
            where relowner in ('analytics_owner'::regrole, 'analytics_definer'::regrole)
        )
    $$,
    'triggers are named <what>_<before|after>_<event>'
);
select is_empty(
    $$
    select conrelid::regclass, conname from pg_constraint as c
    inner join pg_class as r on c.conrelid = r.oid
    where r.relowner = 'analytics_owner'::regrole and not r.relispartition
        and conname !~ ('^' || r.relname || '_.*(pkey|key|fkey|check)$')
    $$,
    'constraints are named <table>_<columns>_<pkey|key|fkey|check>'
);

select is_empty(
    $$
    select r.signature from routine as r
    inner join pg_proc as p on p.oid = r.oid
    where p.proparallel <> 'u' and r.lanname = 'plpgsql' and r.prosrc ~ '\nexception\n|\n +exception\n'
    $$,
    'what handles errors is parallel unsafe: no parallel plan may begin a subtransaction'
);

select finish();
rollback;
