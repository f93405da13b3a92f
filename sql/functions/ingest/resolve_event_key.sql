create or replace function analytics.resolve_event_key(p_identity jsonb)
returns analytics.event_key
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_key analytics.event_key;
    v_problems jsonb;
begin
    v_key.event_id := analytics.try_uuid(p_identity ->> 'id');
    v_key.event_type := left(p_identity ->> 'eventType', 100);
    v_key.occurred_at := case
        when p_identity ->> 'timestamp' is not null
            then analytics.try_timestamptz(p_identity ->> 'timestamp')
        else analytics.uuid_v7_time(v_key.event_id)
    end;
    select jsonb_agg(jsonb_build_object('pointer', p.pointer, 'detail', p.detail))
    into v_problems
    from (values
        ('', 'an event is named by {"vendorId", "eventType", "timestamp", "id"}',
            jsonb_typeof(p_identity) is distinct from 'object'),
        ('/id', 'id is the UUID of the event', v_key.event_id is null),
        ('/eventType', 'eventType is the type of the event', v_key.event_type is null),
        ('/timestamp', 'timestamp is when it happened, in RFC 3339', v_key.occurred_at is null)
    ) as p (pointer, detail, is_wrong)
    where p.is_wrong;
    if v_problems is not null then
        raise exception using
            errcode = 'ZA175',
            message = v_problems #>> '{0,detail}',
            detail = v_problems::text,
            hint = 'send the event''s vendorId, eventType, timestamp and id as it was sent',
            column = substr(v_problems #>> '{0,pointer}', 2);
    end if;
    v_key.vendor_id := analytics.require_vendor(p_identity -> 'vendorId', p_as_owner => true);
    return v_key;
end;
$$;

comment on function analytics.resolve_event_key(jsonb) is
'The identity of an event {"vendorId", "eventType", "timestamp", "id"}, of a vendor that the caller
owns; the vendor may be left out by who has one, the time of an id of UUID version 7. Raises ZA127,
ZA175 (malformed), ZA201, ZA403.';
revoke all on function analytics.resolve_event_key(jsonb) from public;
grant execute on function analytics.resolve_event_key(jsonb) to analytics_definer;
