-- Which statements of our PL/pgSQL the tests have run, by plpgsql_check's profile of this database.
-- Fails under 95 %. Generated functions are exempt: their makers are tested, and so is their work.
\set gate 95
\pset footer off

create temp table statements as
select
    p.oid::regprocedure::text as routine,
    s.lineno,
    s.exec_stmts > 0 as is_run
from pg_catalog.pg_proc as p
inner join pg_catalog.pg_language as l on p.prolang = l.oid and l.lanname = 'plpgsql'
cross join lateral plpgsql_profiler_function_statements_tb(p.oid::regprocedure) as s
where
    p.pronamespace::regnamespace::text in ('analytics', 'analytics_api')
    and s.stmtname <> 'statement block'
    and coalesce(obj_description(p.oid, 'pg_proc'), '') not like 'Generated%';

select
    s.routine,
    count(*) filter (where s.is_run) as run,
    count(*) as statements,
    round(100.0 * count(*) filter (where s.is_run) / count(*), 1) as percent,
    array_agg(distinct s.lineno order by s.lineno) filter (where not s.is_run) as missed_lines
from statements as s
group by s.routine
having not bool_and(s.is_run)
order by percent, s.routine;

select
    count(*) filter (where s.is_run) as run,
    count(*) as statements,
    round(100.0 * count(*) filter (where s.is_run) / greatest(count(*), 1), 2) as percent
from statements as s \gset
\echo PL/pgSQL: :run of :statements statements, :percent %, gate :gate %

select :percent < :gate as is_below \gset
\if :is_below
do $$ begin raise 'the coverage of PL/pgSQL is below the gate'; end; $$;
\endif
