create or replace function analytics.sync_partman()
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_schema text := analytics.partman_schema();
begin
    perform analytics.extend_event_window(
        now(), now() + s.partitions_ahead_count * interval '1 month'
    )
    from analytics.settings as s;
    if v_schema is null then
        return 'pg_partman is not in this database: the job maintain_partitions makes and detaches'
            ' partitions by itself';
    end if;
    if not analytics.is_partman_managed() then
        execute format('grant usage, create on schema %s to analytics_owner', v_schema);
        execute format('grant all on all tables in schema %s to analytics_owner', v_schema);
        execute format('grant execute on all routines in schema %s to analytics_owner', v_schema);
        perform analytics.adopt_partman();
    end if;
    execute format(
        'update %s.part_config set infinite_time_partitions = true, retention_keep_table = true,'
        ' premake = $1, retention = $2 where parent_table = %L',
        v_schema, 'public.analytics_events'
    )
    using
        (select s.partitions_ahead_count from analytics.settings as s),
        (select s.raw_retention::text from analytics.settings as s);
    return null;
exception
    when insufficient_privilege then
        return 'pg_partman is here, but this role may not grant its use: the job'
            ' maintain_partitions makes and detaches partitions by itself';
end;
$$;

comment on function analytics.sync_partman() is
'Have the partitions that are needed now, looked after by pg_partman where it is in this database;
returns null, or one line that says what is missing and what happens instead.';
revoke all on function analytics.sync_partman() from public;
