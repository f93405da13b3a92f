create or replace function analytics.partition_name(p_from timestamptz, p_interval text)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    select 'analytics_events_p' || to_char(
        p_from at time zone 'UTC',
        case p_interval when 'weekly' then 'IYYY"w"IW' else 'YYYY_MM' end
    )
$$;

comment on function analytics.partition_name(timestamptz, text) is
'Name of the partition of analytics_events that begins then; as pg_partman 4 names it.';
revoke all on function analytics.partition_name(timestamptz, text) from public;
