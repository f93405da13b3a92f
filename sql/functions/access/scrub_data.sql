create or replace function analytics.scrub_data(
    p_event_type text,
    p_data jsonb,
    p_patterns text[],
    p_pseudonym text
)
returns jsonb
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    select analytics.scrub_text(
        analytics.drop_identifying_fields(
            p_data, s.identifying_fields,
            array(
                select jsonb_array_elements_text(t.data_schema -> 'required')
                from analytics.event_types as t
                where t.event_type = p_event_type
            ), p_pseudonym
        )::text, p_patterns, p_pseudonym
    )::jsonb
    from analytics.settings as s
$$;

comment on function analytics.scrub_data(text, jsonb, text[], text) is
'Data of an event of a type without anything that identifies a client.';
revoke all on function analytics.scrub_data(text, jsonb, text[], text) from public;
