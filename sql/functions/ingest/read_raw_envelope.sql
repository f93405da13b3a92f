create or replace function analytics.read_raw_envelope(p_body text, p_format text)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when p_format = 'ndjson' or json_typeof(b.body) <> 'object' then '{}'::jsonb
        when coalesce(json_typeof(b.body -> 'data'), '') <> 'array' then '{}'::jsonb
        else analytics.read_stream_envelope(jsonb_build_object(
            'streamId', b.body ->> 'streamId',
            'sourceSystem', b.body ->> 'sourceSystem',
            'priority', b.body ->> 'priority',
            'timestamp', b.body ->> 'timestamp',
            'vendorId', b.body ->> 'vendorId',
            'dataType', b.body ->> 'dataType'
        ))
    end
    from (
        select case when p_format <> 'ndjson' then analytics.hide_nul(p_body, '')::json end as body
    ) as b
$$;

comment on function analytics.read_raw_envelope(text, text) is
'As read_stream_envelope, of a body some of whose events jsonb cannot hold; {} for other bodies.';
revoke all on function analytics.read_raw_envelope(text, text) from public;
grant execute on function analytics.read_raw_envelope(text, text) to analytics_definer;
