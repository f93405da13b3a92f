create or replace function analytics.list_address_relations(p_now timestamptz)
returns table (
    relation regclass,
    is_partition boolean,
    block_count bigint,
    inserted_count bigint,
    due_until timestamptz
)
language sql
volatile
security invoker
set search_path = ''
as $$
    select
        r.relation, r.is_partition,
        pg_relation_size(r.relation) / current_setting('block_size')::bigint,
        -- Times of rejects are ours: none comes late.
        case when r.is_partition then pg_stat_get_tuples_inserted(r.relation) else 0 end,
        least(c.cutoff_at, r.to_at)
    from (
        select c.oid::regclass as relation, true as is_partition, b.from_at, b.to_at
        from pg_catalog.pg_inherits as i
        inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
        cross join lateral (
            select pg_catalog.pg_get_expr(c.relpartbound, c.oid) as bounds
        ) as e
        cross join lateral (
            select
                substring(e.bounds from 'FROM \(''([^'']+)''\)')::timestamptz as from_at,
                substring(e.bounds from 'TO \(''([^'']+)''\)')::timestamptz as to_at
        ) as b
        where i.inhparent = 'public.analytics_events'::regclass
        union all
        select 'public.analytics_rejected_events', false, '-infinity', 'infinity'
    ) as r
    cross join (select analytics.address_cutoff(p_now) as cutoff_at) as c
    left join analytics.address_passes as a on a.relation_name = r.relation::text
    where r.from_at < c.cutoff_at
        and (
            a.relation_name is null or a.next_block is not null
            or a.truncated_until < least(c.cutoff_at, r.to_at)
            or r.is_partition
            and a.inserted_count is distinct from pg_stat_get_tuples_inserted(r.relation)
        )
$$;

comment on function analytics.list_address_relations(timestamptz) is
'The partitions of events, and the table of rejects, in which addresses may be left that are to be
cut: those begun, never done, done for less than is due by now, or written to since.';
revoke all on function analytics.list_address_relations(timestamptz) from public;
