create or replace function analytics.prepare_import(
    p_earliest timestamptz,
    p_vendor_settings jsonb default null
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_latest timestamptz := now() + (select s.future_tolerance from analytics.settings as s);
    v_import_events regclass := to_regclass('pg_temp.import_events');
    v_summary jsonb;
    v_vendor_count integer := 0;
    v_partition_count integer := 0;
begin
    execute format(
        'create unique index if not exists import_events_position_idx on %s ("position")',
        v_import_events
    );
    execute format('analyze %s', v_import_events);
    execute format($q$
        select jsonb_build_object(
            'events', coalesce(sum(s.event_count), 0),
            'checksum', coalesce(md5(string_agg(s.checksum::text, ' ' order by s."timestamp")), ''),
            'from', min(s.at) filter (where s.at between $1 and $2),
            'to', max(s.at) filter (where s.at between $1 and $2)
        )
        from (
            select
                e."timestamp", count(*) as event_count, sum(e.hash) as checksum,
                analytics.try_timestamptz(e."timestamp") as at
            from (
                select
                    i.event ->> 'timestamp' as "timestamp",
                    jsonb_hash_extended(i.event, 0)::numeric as hash
                from %s as i
            ) as e
            group by e."timestamp"
        ) as s
    $q$, v_import_events)
    into v_summary using p_earliest, v_latest;
    if v_summary ->> 'from' is not null then
        v_partition_count := analytics_api.ensure_partitions(
            (v_summary ->> 'from')::timestamptz, (v_summary ->> 'to')::timestamptz
        );
    end if;
    if p_vendor_settings is not null then
        v_vendor_count := analytics.register_import_vendors(p_vendor_settings);
    end if;
    return v_summary || jsonb_build_object(
        'partitions', v_partition_count, 'vendors', v_vendor_count
    );
end;
$$;

comment on function analytics.prepare_import(timestamptz, jsonb) is
'Make room for the mapped events: partitions from p_earliest on, and, where settings for them are
given, the vendors that are not there yet. Returns {events, checksum, from, to, partitions,
vendors}.';
revoke all on function analytics.prepare_import(timestamptz, jsonb) from public;
