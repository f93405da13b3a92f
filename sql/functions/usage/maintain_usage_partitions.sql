create or replace function analytics.maintain_usage_partitions(p_now timestamptz)
returns void
language plpgsql
volatile
security definer
set search_path = ''
-- A series of months steps in the time zone of the session.
set timezone = 'UTC'
as $$
declare
    v_month timestamptz;
    v_partition text;
begin
    for v_month in
        select m from generate_series(
            date_trunc('month', p_now - interval '1 day', 'UTC'), p_now + interval '2 months',
            interval '1 month'
        ) as m
    loop
        execute format(
            'create table if not exists public.%I partition of public.analytics_api_usage'
            ' for values from (%L) to (%L)',
            'analytics_api_usage_p' || to_char(v_month at time zone 'UTC', 'YYYY_MM'), v_month,
            (v_month at time zone 'UTC' + interval '1 month') at time zone 'UTC'
        );
    end loop;
    -- Their names first: a table that is dropped has none any more.
    foreach v_partition in array array(
        select c.relname
        from pg_catalog.pg_inherits as i
        inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
        cross join analytics.settings as s
        where i.inhparent = 'public.analytics_api_usage'::regclass
            and substring(
                pg_catalog.pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)'
            )::timestamptz <= p_now - s.usage_retention
    ) loop
        execute format('drop table public.%I', v_partition);
    end loop;
end;
$$;

comment on function analytics.maintain_usage_partitions(timestamptz) is
'Have the partitions of analytics_api_usage for this month and the next two, and drop those all of
whose requests are older than settings.usage_retention.';
revoke all on function analytics.maintain_usage_partitions(timestamptz) from public;
