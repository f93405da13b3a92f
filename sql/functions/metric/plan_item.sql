create or replace function analytics.plan_item(p_plan jsonb, p_item jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select p_item || jsonb_build_object(
            'legs', l.legs,
            'source', case
                when l.legs @> '[{"from": "raw"}]' then 'raw'
                when l.legs @> '[{"from": "facts"}]' then 'facts'
                else l.legs #>> '{0,from}'
            end,
            'lostBefore', case
                when (
                    select bool_or(analytics.has_lost_events(p_plan, e))
                    from jsonb_array_elements(l.legs) as e
                    where e ->> 'from' = 'raw'
                ) then (p_plan #>> '{state,rawFrom}')::timestamptz
                    at time zone (p_plan #>> '{vendors,0,timeZone}')
            end
        )
        from (
            select jsonb_agg(e || jsonb_build_object(
                'from', analytics.choose_source(p_plan, p_item, e)
            ) order by e -> 'part') as legs
            from jsonb_array_elements(p_item -> 'legs') as e
        ) as l
    );
end;
$$;

comment on function analytics.plan_item(jsonb, jsonb) is
'An item with its source, the source of each of its legs, and the local time before which its events
are kept no longer, if that matters.';
revoke all on function analytics.plan_item(jsonb, jsonb) from public;
grant execute on function analytics.plan_item(jsonb, jsonb) to analytics_definer;
