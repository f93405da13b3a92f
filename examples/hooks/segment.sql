-- Calls of Segment, one at a time ({"type": "track", …}) or several ({"batch": [ … ]}). A track
-- whose event is one of our types, such as booking.confirmed, or its name in words, such as
-- "Booking Confirmed", carries the data of that type in its properties; a page call is a page view.
-- Other kinds of calls are left out; a track of another name is rejected, and kept with its reason.
--
--   wedsync hooks add studio-segment --vendor … --like token --map examples/hooks/segment.sql
with call as (
    select c.call
    from hook as h
    cross join lateral jsonb_array_elements(
        case jsonb_typeof(h.payload -> 'batch')
            when 'array' then h.payload -> 'batch'
            else jsonb_build_array(h.payload)
        end
    ) as c (call)
),

named as (
    select
        c.call,
        case
            when c.call ->> 'type' = 'page' then 'page.viewed'
            when c.call ->> 'type' = 'track'
                then regexp_replace(lower(trim(c.call ->> 'event')), '\s+', '.')
        end as event_type
    from call as c
)

select
    jsonb_strip_nulls(jsonb_build_object(
        -- Segment sends the same messageId when it tries again.
        'id', analytics_api.stable_uuid('segment ' || (n.call ->> 'messageId')),
        'eventType', n.event_type,
        -- Corrected by Segment for the clock of the device.
        'timestamp', coalesce(n.call ->> 'timestamp', n.call ->> 'originalTimestamp'),
        'sessionId', left(coalesce(n.call ->> 'anonymousId', n.call ->> 'userId'), 255),
        'userAgent', n.call #>> '{context,userAgent}',
        'ipAddress', n.call #>> '{context,ip}'
    ))
    || jsonb_build_object('eventData', case n.call ->> 'type'
        when 'page'
            then
                jsonb_strip_nulls(jsonb_build_object(
                    'path',
                    coalesce(n.call #>> '{properties,path}', n.call #>> '{context,page,path}'),
                    'title', left(n.call #>> '{properties,title}', 500),
                    'referrer', left(n.call #>> '{properties,referrer}', 2000),
                    'channel', n.call #>> '{context,campaign,source}'
                ))
        else coalesce(n.call -> 'properties', '{}')
    end) as event
from named as n
where n.event_type is not null;
