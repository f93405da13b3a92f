create or replace function analytics.explain_event(
    p_event jsonb,
    p_reasons jsonb,
    p_event_type text,
    p_is_known_vendor boolean,
    p_schema_version integer,
    p_is_known_version boolean,
    p_occurred_at timestamptz,
    p_earliest timestamptz,
    p_latest timestamptz
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_bytes_max integer := (select s.event_bytes_max from analytics.settings as s);
    v_bytes_count integer := octet_length(p_event::text);
    v_is_object boolean := coalesce(jsonb_typeof(p_event -> 'eventData') = 'object', false);
    v_latest_version integer := (
        select max(t.schema_version) from analytics.event_types as t
        where t.event_type = p_event_type
    );
    v_reasons jsonb;
begin
    if jsonb_typeof(p_event) <> 'object' then
        return p_reasons;
    end if;
    -- Of an event that is too large nothing else is worth saying.
    if v_bytes_count > v_bytes_max then
        return jsonb_build_array(analytics.reason(
            '', 'maxBytes', to_jsonb(v_bytes_max), to_jsonb(v_bytes_count)
        ));
    end if;
    select jsonb_agg(analytics.reason(c.pointer, c.keyword, to_jsonb(c.expected), c.got))
    into v_reasons
    from (values
        (
            '/vendorId', 'vendor', 'a vendor that exists and that you may write for',
            p_event -> 'vendorId', not p_is_known_vendor
        ),
        (
            '/eventType', 'eventType', 'a registered event type',
            p_event -> 'eventType', v_latest_version is null
        ),
        (
            '/schemaVersion', 'schemaVersion', 'a registered version of the event type',
            p_event -> 'schemaVersion', v_latest_version is not null and not p_is_known_version
        ),
        (
            '/eventData', case when p_event ? 'eventData' then 'type' else 'required' end,
            'object', p_event -> 'eventData', not v_is_object
        ),
        (
            '/timestamp', 'required', 'a timestamp, or an id that is a UUID of version 7',
            p_event -> 'timestamp', p_occurred_at is null
        ),
        (
            '/timestamp', 'minimum', coalesce(p_earliest::text, 'a time that has a partition'),
            to_jsonb(p_occurred_at), coalesce(p_occurred_at < p_earliest, p_earliest is null)
        ),
        (
            '/timestamp', 'maximum', p_latest::text, to_jsonb(p_occurred_at),
            p_occurred_at > p_latest
        ),
        (
            '/sessionId', 'maxLength', '255', p_event -> 'sessionId',
            length(p_event ->> 'sessionId') > 255
        ),
        (
            '/priority', 'enum', 'low, normal, high or critical', p_event -> 'priority',
            p_event ->> 'priority' not in ('low', 'normal', 'high', 'critical')
        )
    ) as c (pointer, keyword, expected, got, is_wrong)
    where c.is_wrong
        -- Not twice of what could not even be read.
        and not exists (
            select from jsonb_array_elements(p_reasons) as r where r ->> 'pointer' = c.pointer
        );
    if p_is_known_version and v_is_object then
        v_reasons := coalesce(v_reasons, '[]') || coalesce(
            analytics.place_reasons(analytics.validate_event_data(
                p_event_type, coalesce(p_schema_version, v_latest_version), p_event -> 'eventData'
            )),
            '[]'
        );
    end if;
    return nullif(coalesce(p_reasons, '[]') || coalesce(v_reasons, '[]'), '[]');
end;
$$;

comment on function analytics.explain_event(
    jsonb, jsonb, text, boolean, integer, boolean, timestamptz, timestamptz, timestamptz
) is
'All that is wrong with an event: what could not be read of it (p_reasons), its envelope, its data.
Null if nothing is.';
revoke all on function analytics.explain_event(
    jsonb, jsonb, text, boolean, integer, boolean, timestamptz, timestamptz, timestamptz
) from public;
