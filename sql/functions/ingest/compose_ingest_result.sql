create or replace function analytics.compose_ingest_result(
    p_verdicts text,
    p_received_count integer,
    p_stored_count integer,
    p_rejected_count integer,
    p_identified_count integer,
    p_context jsonb,
    p_started_at timestamptz
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    -- As text until it is whole: the verdicts of a batch are taken apart once, and not twice.
    return (left(jsonb_build_object(
        'requestId', coalesce(p_context ->> 'requestId', gen_random_uuid()::text),
        'processedAt', p_started_at,
        'processingTime',
        round(extract(epoch from clock_timestamp() - p_started_at) * 1000, 3),
        'dataPoints', p_received_count - p_rejected_count,
        -- The mean of validity, uniqueness and completeness of what tells events apart.
        'qualityScore', round(
            (
                3 * p_received_count - p_rejected_count
                - (p_received_count - p_rejected_count - p_stored_count)
                - (p_received_count - p_identified_count)
            ) / (3.0 * nullif(p_received_count, 0)), 4
        ),
        'counts', jsonb_build_object(
            'received', p_received_count,
            'stored', p_stored_count,
            'duplicate', p_received_count - p_rejected_count - p_stored_count,
            'rejected', p_rejected_count
        )
    )::text, -1) || concat(',"verdicts":[', p_verdicts, ']}'))::jsonb;
end;
$$;

comment on function analytics.compose_ingest_result(
    text, integer, integer, integer, integer, jsonb, timestamptz
) is
'The result of an ingest: processing time in ms, the number of valid events, a quality score from 0
to 1 (null for an empty batch), counts, and the verdicts, which are given as JSON texts with commas
between them, in the order of the events.';
revoke all on function analytics.compose_ingest_result(
    text, integer, integer, integer, integer, jsonb, timestamptz
) from public;
grant execute on function analytics.compose_ingest_result(
    text, integer, integer, integer, integer, jsonb, timestamptz
) to analytics_definer;
