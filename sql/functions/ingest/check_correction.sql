create or replace function analytics.check_correction(
    p_event_type text,
    p_schema_version integer,
    p_event_data jsonb
)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_bytes_max integer := (select s.event_bytes_max from analytics.settings as s);
    v_reasons jsonb;
begin
    v_reasons := case
        when jsonb_typeof(p_event_data) is distinct from 'object' then jsonb_build_array(
            analytics.reason('/eventData', 'type', '"object"', p_event_data)
        )
        when octet_length(p_event_data::text) > v_bytes_max then jsonb_build_array(
            analytics.reason(
                '/eventData', 'maxBytes', to_jsonb(v_bytes_max),
                to_jsonb(octet_length(p_event_data::text))
            )
        )
        else analytics.place_reasons(
            analytics.validate_event_data(p_event_type, p_schema_version, p_event_data)
        )
    end;
    if v_reasons is not null then
        raise exception using
            errcode = 'ZA176',
            message = 'the corrected data does not fit the schema; nothing was changed',
            detail = (
                select jsonb_agg(r || jsonb_build_object('detail', format(
                    '%s: expected %s, got %s', r ->> 'keyword', r ->> 'expected',
                    coalesce(r ->> 'got', 'nothing')
                )))
                from jsonb_array_elements(v_reasons) as r
            )::text,
            hint = 'send the whole data of the event, as POST /api/analytics/events takes it',
            column = 'eventData';
    end if;
end;
$$;

comment on function analytics.check_correction(text, integer, jsonb) is
'Raises ZA176, with all reasons in DETAIL, where data does not fit the schema that its event was
validated against.';
revoke all on function analytics.check_correction(text, integer, jsonb) from public;
