create or replace function analytics.validator_template()
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select $template$
create or replace function analytics.validate_event_data(
    p_event_type text,
    p_schema_version integer,
    p_data jsonb
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
as $body$
begin
%s
    return jsonb_build_array(analytics.reason(
        '', 'schemaVersion', to_jsonb('a registered type and version'::text), to_jsonb(p_event_type)
    ));
end;
$body$;
$template$
$$;

comment on function analytics.validator_template() is
'Source of the generated validator, with a place for its branches, one per event type.';
revoke all on function analytics.validator_template() from public;
