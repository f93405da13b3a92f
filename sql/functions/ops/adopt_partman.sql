create or replace function analytics.adopt_partman()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_schema text := analytics.partman_schema();
    v_settings analytics.settings;
    v_is_new boolean;
begin
    select s.* into v_settings from analytics.settings as s;
    -- Version 5 took over the words of PostgreSQL for the type and the interval.
    select e.extversion like '5.%' into v_is_new
    from pg_catalog.pg_extension as e
    where e.extname = 'pg_partman';
    execute format(
        'select %s.create_parent(p_parent_table => %L, p_control => %L, p_type => %L,'
        ' p_interval => %L, p_premake => %s, p_start_partition => %L)',
        v_schema, 'public.analytics_events', 'timestamp',
        case when v_is_new then 'range' else 'native' end,
        case
            when not v_is_new then v_settings.partition_interval
            when v_settings.partition_interval = 'weekly' then '1 week'
            else '1 month'
        end,
        v_settings.partitions_ahead_count,
        (
            select to_char(w.from_at at time zone 'UTC', 'YYYY-MM-DD')
            from analytics.event_window as w
        )
    );
    -- A default partition would fill up unseen with events outside the window.
    drop table if exists public.analytics_events_default;
end;
$$;

comment on function analytics.adopt_partman() is
'Hand the partitions of analytics_events to pg_partman, without a default partition.';
revoke all on function analytics.adopt_partman() from public;
