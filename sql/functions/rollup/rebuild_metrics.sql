create or replace function analytics.rebuild_metrics(p_vendor_id uuid)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    delete from public.analytics_metrics as m where m.vendor_id = p_vendor_id;
    perform analytics.add_to_metrics(p_vendor_id, array(
        select row(
            a.metric_name, a.dimension, a.dimension_value, a.currency, a.bucket,
            a."count", a."sum", a.sum_of_squares, a."min", a."max", false
        )::analytics.rollup_change
        from public.analytics_aggregates as a
        where a.vendor_id = p_vendor_id
    ));
end;
$$;

comment on function analytics.rebuild_metrics(uuid) is
'Replace the metrics of a vendor by what its aggregates say. The caller holds its fold lock.';
revoke all on function analytics.rebuild_metrics(uuid) from public;
