create or replace function analytics.compose_verdict(
    p_index integer,
    p_id uuid,
    p_assigned_at timestamptz,
    p_reasons jsonb,
    p_is_stored boolean
)
returns jsonb
language sql
stable
parallel safe
security invoker
as $$
    select case
        when p_reasons is not null then
            pg_catalog.jsonb_build_object(
                'index', p_index, 'status', 'rejected', 'reasons',
                analytics.index_reasons(p_index, p_reasons)
            )
        when p_assigned_at is null then
            pg_catalog.jsonb_build_object(
                'index', p_index,
                'status', case when p_is_stored then 'stored' else 'duplicate' end,
                'id', p_id
            )
        else
            pg_catalog.jsonb_build_object(
                'index', p_index,
                'status', case when p_is_stored then 'stored' else 'duplicate' end,
                'id', p_id, 'timestamp', p_assigned_at
            )
    end
$$;

comment on function analytics.compose_verdict(integer, uuid, timestamptz, jsonb, boolean) is
'What became of one event: stored, duplicate, or rejected with reasons; its id, and its time where
the server assigned one of them. Inlined.';
revoke all on function analytics.compose_verdict(integer, uuid, timestamptz, jsonb, boolean)
from public;
