create or replace function analytics.read_stream_envelope(p_envelope jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'streamId', p_envelope -> 'streamId',
        'sourceSystem', p_envelope -> 'sourceSystem',
        'priority', p_envelope -> 'priority',
        'timestamp', p_envelope -> 'timestamp',
        'vendorId', p_envelope -> 'vendorId',
        -- The type of data may be a type of events; a mere kind says nothing that they do not.
        'eventType',
        case when p_envelope ->> 'dataType' like '%.%' then p_envelope -> 'dataType' end
    ))
$$;

comment on function analytics.read_stream_envelope(jsonb) is
'What a stream envelope says for those of its events that do not say it themselves.';
revoke all on function analytics.read_stream_envelope(jsonb) from public;
grant execute on function analytics.read_stream_envelope(jsonb) to analytics_definer;
