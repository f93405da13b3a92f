create or replace function analytics.compose_erasure_report(
    p_id uuid,
    p_vendor_id uuid,
    p_mode text,
    p_found jsonb,
    p_left jsonb
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'erasureId', p_id,
        'vendorId', p_vendor_id,
        'mode', p_mode,
        'requestedBy', analytics.current_actor(),
        'erasedAt', clock_timestamp(),
        'rowsFound', (select sum(f.value::bigint) from jsonb_each_text(p_found) as f),
        'rowsLeft', (select sum(f.value::bigint) from jsonb_each_text(p_left) as f),
        'columnsSearched', (select count(*) from analytics.list_tenant_columns()),
        'tables', (
            select jsonb_agg(
                jsonb_build_object(
                    'table', f.key, 'found', f.value, 'left', p_left -> f.key
                ) order by f.key
            )
            from jsonb_each(p_found) as f
        )
    )
$$;

comment on function analytics.compose_erasure_report(uuid, uuid, text, jsonb, jsonb) is
'What an erasure proves: for each table how many rows named the client before and after, who asked,
and when. It does not name the client.';
revoke all on function analytics.compose_erasure_report(uuid, uuid, text, jsonb, jsonb)
from public;
