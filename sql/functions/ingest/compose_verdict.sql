create or replace function analytics.compose_verdict(
    p_index integer,
    p_id uuid,
    p_assigned_at timestamptz,
    p_reasons jsonb,
    p_is_stored boolean
)
returns text
language sql
stable
parallel safe
security invoker
as $$
    -- Nearly every verdict is of one plain form, and text is put together sooner than jsonb.
    select case
        when p_reasons is not null then
            pg_catalog.jsonb_build_object(
                'index', p_index, 'status', 'rejected', 'reasons',
                analytics.index_reasons(p_index, p_reasons)
            )::text
        else
            '{"index":' || p_index
            || case when p_is_stored then ',"status":"stored"' else ',"status":"duplicate"' end
            || ',"id":"' || p_id
            || case
                when p_assigned_at is null then '"}'
                else '","timestamp":' || pg_catalog.to_jsonb(p_assigned_at)::text || '}'
            end
    end
$$;

comment on function analytics.compose_verdict(integer, uuid, timestamptz, jsonb, boolean) is
'What became of one event, as JSON text: stored, duplicate, or rejected with reasons; its id, and
its time where the server assigned one of them. Inlined.';
revoke all on function analytics.compose_verdict(integer, uuid, timestamptz, jsonb, boolean)
from public;
