create or replace function analytics.read_cloudevent(p_event jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_strip_nulls(jsonb_build_object(
        -- Source and id are its identity; an id that is unique by itself stays what it is.
        'id', coalesce(
            case when p_event ->> 'id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                then p_event ->> 'id' end,
            analytics_api.stable_uuid(
                format('cloudevent %s %s', p_event ->> 'source', p_event ->> 'id')
            )::text
        ),
        'eventType', p_event -> 'type',
        'timestamp', p_event -> 'time',
        'sourceSystem', p_event -> 'source',
        'vendorId', p_event -> 'vendorid',
        'sessionId', p_event -> 'sessionid',
        'streamId', p_event -> 'streamid',
        'priority', p_event -> 'priority',
        -- Only of our own schemas does the address say a version: …/booking.confirmed/2
        'schemaVersion', (
            select to_jsonb(m[2]::numeric)
            from regexp_match(
                p_event ->> 'dataschema', '(?:^|[/:])([a-z0-9_.]+)[/:]([0-9]{1,9})$'
            ) as m
            where m[1] = p_event ->> 'type'
        ),
        'metadata', nullif(p_event - array[
            'specversion', 'type', 'time', 'data', 'datacontenttype', 'vendorid', 'sessionid',
            'streamid', 'priority'
        ], '{}')
    ))
    -- Nulls inside the data are the sender's own.
    || case
        when p_event ? 'data' then jsonb_build_object('eventData', p_event -> 'data')
        else '{}'
    end
$$;

comment on function analytics.read_cloudevent(jsonb) is
'A CloudEvent as an event: id (a UUID, else one made of source and id), type, time, source, data;
vendorid, sessionid, streamid and priority from extensions of these names; what else it says is
metadata.';
revoke all on function analytics.read_cloudevent(jsonb) from public;
grant execute on function analytics.read_cloudevent(jsonb) to analytics_definer;
