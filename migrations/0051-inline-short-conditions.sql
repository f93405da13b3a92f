set local role analytics_owner;

-- Compiled from the registry when sql/ is loaded; until then nothing is known to be plain.
create function analytics.has_plain_data(
    p_event_type text,
    p_schema_version integer,
    p_data jsonb
)
returns boolean
language sql
immutable
parallel safe
security invoker
as $$
    select false
$$;
comment on function analytics.has_plain_data(text, integer, jsonb) is
'Generated (not yet). Inlined.';
revoke all on function analytics.has_plain_data(text, integer, jsonb) from public;

-- It takes the verdicts as text.
drop function if exists analytics.compose_ingest_result(
    jsonb, integer, integer, integer, integer, jsonb, timestamptz
);
