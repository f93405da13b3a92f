create or replace function analytics.compile_plain_event()
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_event_types text[];
    v_branches text[];
begin
    -- The lock comes first, so that the registry is read as the last to compile left it.
    perform pg_advisory_xact_lock(hashtextextended('analytics.replace_generated', 0));
    select array_agg(t.event_type order by t.event_type collate "C"),
        array_agg(t.branch order by t.event_type collate "C")
    into v_event_types, v_branches
    from (
        select distinct on (e.event_type)
            e.event_type, analytics.compose_plain_event_query(e) as branch
        from analytics.event_types as e
        order by e.event_type, e.schema_version desc
    ) as t;
    return analytics.replace_generated(
        'analytics.store_plain_event(jsonb, jsonb, uuid[], timestamptz)',
        format(
            analytics.plain_event_template(),
            analytics.compose_choice('v_event_type', v_event_types, v_branches)
        ),
        'Stores one event that is new and valid, says all of what it must and nothing unusual, '
        'with all that follows from it; returns whether it did. What it leaves, having done '
        'nothing, is for store_batch, whose statement takes longer to begin. Raises a data '
        'exception for what does not fit its type, a unique violation for what was there before.'
    );
end;
$$;

comment on function analytics.compile_plain_event() is
'Compile the registry and the metric catalogue into store_plain_event; returns whether anything had
changed.';
revoke all on function analytics.compile_plain_event() from public;
