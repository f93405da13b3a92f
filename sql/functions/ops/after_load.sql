create or replace function analytics.after_load()
returns setof text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    perform analytics.compile_generated();
    return query
    select n.notice
    from (values (analytics.sync_partman()), (analytics.sync_cron())) as n (notice)
    where n.notice is not null;
end;
$$;

comment on function analytics.after_load() is
'What follows each load of sql/: compile, see to partitions and to the schedule. Returns one line
for each thing that the server lacks, with what happens instead.';
revoke all on function analytics.after_load() from public;
