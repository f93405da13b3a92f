create or replace function analytics.map_import_rows()
returns void
language plpgsql
volatile
security invoker
set search_path = ''
set timezone = 'UTC'
set work_mem = '256MB'
as $$
declare
    v_import_events regclass := to_regclass('pg_temp.import_events');
    v_import_map regclass := to_regclass('pg_temp.import_map');
begin
    -- Whatever a map calls: from here this transaction writes to nothing but temporary tables, and
    -- has no rights but those of a producer of events.
    perform set_config('transaction_read_only', 'on', true);
    perform set_config('role', 'analytics_ingest', true);
    -- Of events of one time the order is any, but always the same: imports resume by position.
    execute format(
        $q$
        insert into %s
        select row_number() over (order by e.event ->> 'timestamp' collate "C", e.event), e.event
        -- "offset 0": the map computes each event once, and not wherever it is used above.
        from (select m.event from %s as m offset 0) as e
        where e.event is not null
        $q$,
        v_import_events, v_import_map
    );
end;
$$;

comment on function analytics.map_import_rows() is
'Run the map of an import and keep its events in import_events, by time. Leaves the transaction
read-only and in the role of a producer, so that nothing else can be done in it.';
revoke all on function analytics.map_import_rows() from public;
