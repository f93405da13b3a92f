create or replace function analytics.after_load()
returns setof text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    perform analytics.compile_generated();
    perform analytics.maintain_usage_partitions(now());
    perform analytics.note_code();
    perform analytics.note_catalogue();
    return query
    select n.notice
    from analytics.sync_partman() as n (notice)
    where n.notice is not null;
end;
$$;

comment on function analytics.after_load() is
'What follows each load of sql/, in its transaction: compile, note for the cache what is loaded, see
to partitions; sync_cron follows once that is committed. Returns one line for each thing that the
server lacks, with what happens instead.';
revoke all on function analytics.after_load() from public;
