create or replace function analytics.plain_event_template()
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select $template$
create or replace function analytics.store_plain_event(
    p_event jsonb,
    p_context jsonb,
    p_vendor_ids uuid[],
    p_now timestamptz
)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
-- The plan for an event is the plan for any event; making it costs more than to run it.
set plan_cache_mode = 'force_generic_plan'
as $body$
declare
    v_sign constant integer := 1;
    v_event_type text := p_event ->> 'eventType';
    v_data jsonb := p_event -> 'eventData';
    v_id uuid;
    v_vendor_id uuid;
    v_occurred_at timestamptz;
    v_is_stored boolean;
begin
    -- Whatever is out of the ordinary is left to the statement that judges batches.
    if jsonb_typeof(p_event) is distinct from 'object' or pg_column_size(p_event) >= 10000
        or p_event - '{
            id,vendorId,eventType,timestamp,eventData,sessionId,userAgent,sourceSystem,streamId
        }'::text[] <> '{}'
        or (p_event ->> 'timestamp' like '____-__-__T__:__:%%Z') is not true
        or jsonb_typeof(v_data) is distinct from 'object'
        or length(p_event ->> 'sessionId') > 255
    then
        return false;
    end if;
    v_id := (p_event ->> 'id')::uuid;
    v_vendor_id := (p_event ->> 'vendorId')::uuid;
    v_occurred_at := (p_event ->> 'timestamp')::timestamptz;
    -- What the trigger appends these statements append by themselves. Said in expressions, which
    -- cost less than statements.
    v_is_stored := set_config('analytics.appends_itself', 'on', true) <> 'on';
%s    if set_config('analytics.appends_itself', 'off', true) = 'off' and v_is_stored
        and analytics.has_deleted_event(p_now)
    then
        raise exception using
            errcode = 'serialization_failure',
            message = 'an event was deleted while it was replayed';
    end if;
    return v_is_stored;
end;
$body$;
$template$
$$;

comment on function analytics.plain_event_template() is
'Source of the generated function that stores a plain event, with a place for its branches, one per
event type.';
revoke all on function analytics.plain_event_template() from public;
