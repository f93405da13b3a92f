create or replace function analytics.rollup_recount_template()
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select $template$
create or replace function analytics.recount_rollup(
    p_vendor_id uuid,
    p_from timestamptz,
    p_to timestamptz
)
returns table (
    metric_name text, dimension text, dimension_value text, currency text, bucket timestamptz,
    "count" bigint, "sum" numeric, sum_of_squares numeric, "min" numeric, "max" numeric
)
language sql
stable
parallel safe
security invoker
set search_path = ''
as $body$
    select
        r.metric_name, r.dimension, r.dimension_value, r.currency, r.bucket,
        sum(r."count")::bigint, sum(r."sum"), sum(r.sum_of_squares), min(r."min"), max(r."max")
    from (
%s
    ) as r
    group by 1, 2, 3, 4, 5
$body$;
$template$
$$;

comment on function analytics.rollup_recount_template() is
'Source of the generated recount, with a place for its queries, one per event type.';
revoke all on function analytics.rollup_recount_template() from public;
