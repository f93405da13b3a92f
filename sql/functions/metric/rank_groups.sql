create or replace function analytics.rank_groups(p_plan jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_ranking jsonb;
begin
    execute analytics.compile_ranking(
        p_plan, p_plan -> 'items' -> (p_plan #>> '{top,by}')::integer
    ) into v_ranking;
    return v_ranking;
end;
$$;

comment on function analytics.rank_groups(jsonb) is
'Keys of the top groups of a request in order, and whether they are ranked within each currency.';
revoke all on function analytics.rank_groups(jsonb) from public;
grant execute on function analytics.rank_groups(jsonb) to analytics_definer;
