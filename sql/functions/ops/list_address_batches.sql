create or replace function analytics.list_address_batches(p_now timestamptz)
returns setof text
language sql
volatile
security invoker
set search_path = ''
as $$
    -- A run has at most so many batches; the next one goes on.
    select format('%s %s', b.relation, b.number)
    from (
        select r.relation, g as number
        from analytics.list_address_relations(p_now) as r
        left join analytics.address_passes as a on a.relation_name = r.relation::text
        cross join lateral generate_series(
            1,
            -- What is left of a pass under way, and a whole one.
            coalesce((a.block_count - a.next_block) / 1000 + 1, 0) + r.block_count / 1000 + 1
        ) as g
    ) as b
    order by b.relation::text, b.number
    limit 200
$$;

comment on function analytics.list_address_batches(timestamptz) is
'Items of the job truncate_addresses: a relation and a number, one for each 1,000 blocks.';
revoke all on function analytics.list_address_batches(timestamptz) from public;
