begin;
\ir ../setup.psql
select plan(3);

create temp table v as select pg_temp.make_vendor('Asia/Kolkata') as id;
-- Everything that any metric measures or is broken down by.
create temp table changed_rows as
select
    v.id as vendor_id,
    t.event_type,
    timestamptz '2026-05-01T20:10:00Z' as "timestamp",
    (
        select jsonb_object_agg(analytics.json_key(f.name), f.value)
        from (
            select
                d.value_field as name,
                '12.5'::jsonb as value
            from analytics.metric_definitions as d where d.value_field is not null
            union
            select
                unnest(d.dimensions) as name,
                '"x"' as value
            from analytics.metric_definitions as d
        ) as f
    ) as event_data
from v
cross join analytics.event_types as t;
create function pg_temp.list_deltas(p_sign integer, p_is_single boolean)
returns setof jsonb
language plpgsql
as $$
declare
    v_event_type text;
    v_query text;
begin
    for v_event_type in select c.event_type from changed_rows as c order by 1 loop
        v_query := case
            when p_is_single
                then analytics.compose_single_delta_query(v_event_type, 'changed_rows')
            else analytics.compose_delta_query(v_event_type, 'changed_rows')
        end;
        if v_query is null then
            return next to_jsonb(v_event_type || ' feeds nothing');
        else
            return query execute format(
                'select jsonb_build_object(''type'', %L) || to_jsonb(q) from (%s) as q '
                '(vendor, shape, hour, day, currency, dims, n, count, sum, squares, min, max) '
                'order by shape',
                v_event_type, replace(v_query, 'v_sign', format('(%s)', p_sign))
            );
        end if;
    end loop;
end;
$$;

select results_eq(
    format('select * from pg_temp.list_deltas(%s, true)', c.sign),
    format('select * from pg_temp.list_deltas(%s, false)', c.sign),
    'one event of any type adds by itself what it adds in a batch, sign ' || c.sign
)
from (values (1), (-1)) as c (sign);
select is(
    (
        select count(distinct d ->> 'type') from pg_temp.list_deltas(1, true) as d
        where jsonb_typeof(d) = 'object'
    ),
    (
        select count(distinct e.event_type) from analytics.metric_definitions as d
        cross join lateral unnest(d.event_types) as e (event_type)
        where d.source = 'events'
    ),
    'and every type adds something that a metric takes'
);

select finish();
rollback;
