create or replace function analytics.compose_insight(
    p_vendor jsonb,
    p_data jsonb,
    p_records bigint,
    p_started_at timestamptz
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_quality jsonb := analytics.measure_quality(jsonb_build_object(
        'items', '[{"legs": [{"source": "bookings"}]}]'::jsonb,
        'periods', jsonb_build_array(jsonb_build_object(
            'period', 0, 'vendorId', p_vendor -> 'vendorId',
            'fromAt', analytics.current_moment() - interval '3 years',
            'toAt', analytics.current_moment()
        ))
    ));
begin
    return jsonb_build_object(
        'requestId', coalesce(
            analytics.read_setting('analytics.request_id'), gen_random_uuid()::text
        ),
        'data', p_data,
        'cacheHit', false,
        'cacheInfo', '{"hit": false, "age": null}'::jsonb,
        'nextUpdateTime', analytics.next_update_time(),
        'dataQuality', v_quality -> 'quality',
        'metadata', jsonb_build_object(
            'vendorIds', jsonb_build_array(p_vendor -> 'vendorId'),
            'vendorCount', 1,
            'totalRecords', p_records + (v_quality ->> 'rejected')::bigint,
            'processedRecords', p_records,
            'dataFreshness', analytics.measure_freshness(
                jsonb_build_object('vendors', jsonb_build_array(p_vendor))
            ),
            'queryComplexity', 'high',
            'resourceUsage', jsonb_build_object(
                'statements', 1, 'sources', jsonb_build_array('facts')
            ),
            'warnings', '[]'::jsonb
        ),
        'executionTime', round(
            extract(epoch from clock_timestamp() - p_started_at) * 1000, 3
        )
    );
end;
$$;

comment on function analytics.compose_insight(jsonb, jsonb, bigint, timestamptz) is
'The envelope of an insight about one vendor, made of so many of its bookings: the members that
every answer of the interface has.';
revoke all on function analytics.compose_insight(jsonb, jsonb, bigint, timestamptz) from public;
grant execute on function analytics.compose_insight(jsonb, jsonb, bigint, timestamptz)
to analytics_definer;
