create or replace function analytics.list_metric_fields(p_metric_name text)
returns table (field_name text, json_key text, field_type text, origin text)
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
#variable_conflict use_column
begin
    return query
    select f.field_name, f.json_key, f.field_type, f.origin
    from analytics.metric_definitions as d
    cross join lateral (
        select e.* from analytics.list_event_fields(d.event_types) as e
        where d.source in ('events', 'clients')
        union all
        select b.* from analytics.list_booking_fields() as b
        where d.source = 'bookings'
        union all
        -- Made of two metrics: what both have.
        select n.*
        from analytics.list_metric_fields(d.numerator_metric) as n
        where d.numerator_metric is not null and n.field_name in (
            select m.field_name from analytics.list_metric_fields(d.denominator_metric) as m
        )
    ) as f
    where d.metric_name = p_metric_name;
end;
$$;

comment on function analytics.list_metric_fields(text) is
'Fields by which a metric can be filtered and grouped: name (snake_case), key, type and origin
(data, envelope, booking or currency).';
revoke all on function analytics.list_metric_fields(text) from public;
grant execute on function analytics.list_metric_fields(text) to analytics_definer;
