create or replace function analytics.compose_delta_insert(p_query text)
returns text
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
    select 'insert into analytics.rollup_deltas (
    vendor_id, shape_id, hour_bucket, day_bucket, currency, dimension_values,
    event_count, value_count, "sum", sum_of_squares, "min", "max"
)' || p_query
$$;

comment on function analytics.compose_delta_insert(text) is
'SQL text that appends to the delta log what a query of compose_delta_query finds; null for null.';
revoke all on function analytics.compose_delta_insert(text) from public;
