begin;
-- One assertion per routine and trigger, so that a failure names the routine.
select plan((
    select count(*)::integer
    from pg_proc as p
    inner join pg_language as l on p.prolang = l.oid and l.lanname = 'plpgsql'
    left join pg_trigger as t on p.oid = t.tgfoid and not t.tgisinternal and t.tgparentid = 0
    where p.pronamespace::regnamespace::text in ('analytics', 'analytics_api')
));

select is(
    (
        select string_agg(
            format('line %s: %s %s: %s', c.lineno, c.level, c.sqlstate, c.message), e'\n'
        )
        from plpgsql_check_function_tb(
            p.oid::regprocedure,
            relid => coalesce(t.tgrelid, 0),
            oldtable => t.tgoldtable, newtable => t.tgnewtable,
            fatal_errors => false, performance_warnings => true, security_warnings => true
        ) as c
        where
            -- Volatility is declared by what a routine means, and by what pgTAP must not cache.
            c.message not like 'routine is marked as%'
            and c.level not like 'performance%'
            -- Items of jobs have one signature, whatever they need of it.
            and not (c.message like 'unused parameter%' and p.proargnames @> '{p_now,p_item}')
            and c.message not like 'OUT variable%is maybe unmodified'
            -- To execute what it is given, or has compiled, is what these are for.
            and not (
                c.level = 'security'
                and p.proname in ('replace_generated', 'validate_json', 'run_hook_map')
            )
    ),
    null,
    format('plpgsql_check %s%s', p.oid::regprocedure, ' on ' || t.tgrelid::regclass)
)
from pg_proc as p
inner join pg_language as l on p.prolang = l.oid and l.lanname = 'plpgsql'
left join pg_trigger as t on p.oid = t.tgfoid and not t.tgisinternal and t.tgparentid = 0
where p.pronamespace::regnamespace::text in ('analytics', 'analytics_api')
order by p.oid::regprocedure::text;

select finish();
rollback;
