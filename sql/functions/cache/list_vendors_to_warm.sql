create or replace function analytics.list_vendors_to_warm(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    select r.vendor_id::text
    from analytics.popular_requests as r
    group by r.vendor_id
    having max(analytics.decayed_score(r.score, p_now - r.scored_at)) >= 1
    order by sum(analytics.decayed_score(r.score, p_now - r.scored_at)) desc, r.vendor_id
    limit 200
$$;

comment on function analytics.list_vendors_to_warm(timestamptz) is
'Items of the job warm_cache: the 200 vendors that are asked most.';
revoke all on function analytics.list_vendors_to_warm(timestamptz) from public;
