create or replace function analytics.compile_rollup()
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_event_types text[];
    v_branches text[];
    v_recounts text;
    v_is_new boolean;
begin
    select
        array_agg(t.event_type order by t.event_type collate "C"),
        array_agg(
            format(
                e'if v_is_scattered then\n%s;\nelse\n%s;\nend if;\n%s',
                coalesce(analytics.compose_delta_insert(
                    analytics.compose_single_delta_query(t.event_type, 'changed_rows')
                ), 'null'),
                coalesce(analytics.compose_delta_insert(
                    analytics.compose_delta_query(t.event_type, 'changed_rows')
                ), 'null'),
                analytics.compose_booking_query(t.event_type, 'changed_rows') || e';\n'
            ) order by t.event_type collate "C"
        ),
        string_agg(
            analytics.compose_rollup_query(
                t.event_type, 'public.analytics_events',
                's.vendor_id = p_vendor_id and s."timestamp" >= p_from and s."timestamp" < p_to'
            ), e'\n    union all' order by t.event_type
        )
    into v_event_types, v_branches, v_recounts
    from (
        select unnest(d.event_types) as event_type
        from analytics.metric_definitions as d
        where d.source = 'events'
        union
        select unnest(analytics.list_booking_types())
    ) as t;

    insert into analytics.rollup_shapes (
        shape_id, metric_name, dimension, dimension_position, is_measured, is_money
    )
    select s.shape_id, s.metric_name, s.dimension, s.dimension_position, s.is_measured, s.is_money
    from unnest(v_event_types) as t (event_type)
    cross join lateral analytics.list_rollup_shapes(t.event_type) as s
    order by 1, 2, 3
    on conflict do nothing;
    v_is_new := analytics.replace_generated(
        'analytics.tf_analytics_events_append_deltas()',
        format(
            analytics.rollup_trigger_template(),
            analytics.compose_choice('v_event_type', v_event_types, v_branches)
        ),
        'Appends what a statement changed of analytics_events to the delta log and to the changes '
        'of bookings, and marks whose.'
    );
    return analytics.replace_generated(
        'analytics.recount_rollup(uuid, timestamptz, timestamptz)',
        format(analytics.rollup_recount_template(), v_recounts),
        'Recounts the rollup of a vendor from its events of a period, half-open.'
    ) or v_is_new;
end;
$$;

comment on function analytics.compile_rollup() is
'Compile the metric catalogue into the trigger that appends deltas and changes of bookings, and into
the recount; returns whether anything had changed.';
revoke all on function analytics.compile_rollup() from public;
