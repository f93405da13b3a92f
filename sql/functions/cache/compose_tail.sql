create or replace function analytics.compose_tail(p_vendor_ids uuid[], p_started_at timestamptz)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return format(
        ', "dataFreshness": %s}, "requestId": %s, "nextUpdateTime": %s, "executionTime": %s',
        coalesce(analytics.measure_freshness(jsonb_build_object('vendors', (
            select jsonb_agg(jsonb_build_object('vendorId', v)) from unnest(p_vendor_ids) as v
        )))::text, 'null'),
        to_jsonb(coalesce(
            analytics.read_setting('analytics.request_id'), gen_random_uuid()::text
        )),
        to_jsonb(analytics.next_update_time()),
        round(extract(epoch from clock_timestamp() - p_started_at) * 1000, 3)
    );
end;
$$;

comment on function analytics.compose_tail(uuid[], timestamptz) is
'The members of an answer that are those of each request, cached or not: how fresh its data are, its
id, when to ask again, and how long it took since a moment.';
revoke all on function analytics.compose_tail(uuid[], timestamptz) from public;
grant execute on function analytics.compose_tail(uuid[], timestamptz) to analytics_definer;
