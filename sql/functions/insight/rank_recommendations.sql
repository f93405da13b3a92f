create or replace function analytics.rank_recommendations(
    p_vendor_id uuid,
    p_state text,
    p_kind text
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object('recommendations', coalesce(jsonb_agg(
        analytics.describe_recommendation(r.item) || jsonb_build_object('rank', r.rank)
        order by r.rank
    ), '[]'))
    from (
        select r::analytics.recommendations as item, row_number() over (
            order by r.state <> 'proposed', r.priority desc, r.kind, r.id
        ) as rank
        from analytics.recommendations as r
        where r.vendor_id = p_vendor_id and (p_state is null or r.state = p_state)
            and (p_kind is null or r.kind = p_kind)
    ) as r
$$;

comment on function analytics.rank_recommendations(uuid, text, text) is
'{"recommendations"} of a vendor, perhaps of one state or kind: what is proposed first, by expected
value for each day of effort.';
revoke all on function analytics.rank_recommendations(uuid, text, text) from public;
grant execute on function analytics.rank_recommendations(uuid, text, text) to analytics_definer;
