create or replace function analytics.maintain_partitions(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_ahead interval;
begin
    if analytics.is_partman_managed() then
        execute format(
            'update %1$s.part_config set premake = $1, retention = $2 where parent_table = %2$L',
            analytics.partman_schema(), 'public.analytics_events'
        )
        using
            (select s.partitions_ahead_count from analytics.settings as s),
            (select s.raw_retention::text from analytics.settings as s);
        execute format(
            'select %s.run_maintenance(%L)', analytics.partman_schema(), 'public.analytics_events'
        );
    end if;
    select s.partitions_ahead_count * case s.partition_interval
        when 'weekly' then interval '7 days' else interval '1 month'
    end
    into v_ahead
    from analytics.settings as s;
    perform analytics.read_event_window();
    perform analytics.extend_event_window(p_now, p_now + v_ahead);
    perform analytics.detach_old_partitions(p_now);
    perform analytics.read_event_window();
    perform analytics.maintain_usage_partitions(p_now);
end;
$$;

comment on function analytics.maintain_partitions(timestamptz, text) is
'The job maintain_partitions: partitions ahead and retention, by pg_partman where it is, and in any
case what settings say. Detached tables stay, as do the rollups. Those of the usage are dropped.';
revoke all on function analytics.maintain_partitions(timestamptz, text) from public;
