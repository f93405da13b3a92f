create or replace function analytics.plain_data_template()
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select $template$
create or replace function analytics.has_plain_data(
    p_event_type text,
    p_schema_version integer,
    p_data jsonb
)
returns boolean
language sql
immutable
parallel safe
security invoker
as $body$
    select %s
$body$;
$template$
$$;

comment on function analytics.plain_data_template() is
'Source of the generated function with the short conditions, with a place for them.';
revoke all on function analytics.plain_data_template() from public;
