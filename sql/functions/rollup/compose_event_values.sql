create or replace function analytics.compose_event_values(p_event_type text, p_relation text)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        $query$
                    select
                        s.vendor_id, %1$s as currency,
                        date_trunc('hour', s."timestamp", coalesce(p.time_zone, 'UTC'))
                        as hour_bucket,
                        date_trunc('day', s."timestamp", coalesce(p.time_zone, 'UTC'))
                        as day_bucket%2$s
                    from %3$s as s
                    left join analytics.vendor_settings as p on p.vendor_id = s.vendor_id
                    where s.event_type = %4$L
                    offset 0
                $query$,
        f.currency, f.fields, p_relation, p_event_type
    )
    from analytics.compose_rollup_parts(p_event_type) as f
$$;

comment on function analytics.compose_event_values(text, text) is
'SQL text that reads from the events of one type in a relation what metrics take of each: vendor,
currency, buckets, breakdowns (d_…) and measures (v_…).';
revoke all on function analytics.compose_event_values(text, text) from public;
