create or replace function analytics.begin_address_pass(p_relation_name text, p_now timestamptz)
returns analytics.address_passes
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_pass analytics.address_passes;
begin
    select a.* into v_pass
    from analytics.address_passes as a
    where a.relation_name = p_relation_name
    for update;
    if v_pass.next_block is not null then
        return v_pass;
    end if;
    insert into analytics.address_passes as a (
        relation_name, cutoff_at, next_block, block_count, inserted_count
    )
    select p_relation_name, analytics.address_cutoff(p_now), 0, r.block_count, r.inserted_count
    from analytics.list_address_relations(p_now) as r
    where r.relation::text = p_relation_name
    on conflict (relation_name) do update
    set
        cutoff_at = excluded.cutoff_at, next_block = 0, block_count = excluded.block_count,
        inserted_count = excluded.inserted_count
    returning a.* into v_pass;
    return v_pass;
end;
$$;

comment on function analytics.begin_address_pass(text, timestamptz) is
'The pass under way over a partition, or one that begins now; nulls where none is due.';
revoke all on function analytics.begin_address_pass(text, timestamptz) from public;
