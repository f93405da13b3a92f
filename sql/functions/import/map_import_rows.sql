create or replace function analytics.map_import_rows()
returns void
language plpgsql
volatile
security invoker
set search_path = ''
set timezone = 'UTC'
set work_mem = '256MB'
as $$
begin
    -- Whatever a map calls: from here this transaction writes to nothing but temporary tables, and
    -- has no rights but those of a producer of events.
    perform set_config('transaction_read_only', 'on', true);
    perform set_config('role', 'analytics_ingest', true);
    -- Of events of one time the order is any, but always the same: imports resume by position.
    execute 'insert into pg_temp.import_events'
        ' select row_number() over (order by event ->> ''timestamp'' collate "C", event), event'
        -- "offset 0": the map computes each event once, and not wherever it is used above.
        ' from (select m.event from pg_temp.import_map as m offset 0) as e'
        ' where event is not null';
end;
$$;

comment on function analytics.map_import_rows() is
'Run the map of an import and keep its events in import_events, by time. Leaves the transaction
read-only and in the role of a producer, so that nothing else can be done in it.';
revoke all on function analytics.map_import_rows() from public;
