create or replace function analytics.store_popular_requests(p_requests jsonb, p_now timestamptz)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_ids uuid[];
begin
    with asked as (
        select
            a."vendorId" as vendor_id, a.request - 'vendorId' as request, a.accepted, a."count",
            analytics.request_key(a.request, coalesce(a.request ->> 'format', a.accepted, 'json'))
            as request_key
        from jsonb_to_recordset(jsonb_path_query_array(p_requests, '$[0 to 999]')) as a (
            "vendorId" uuid, request jsonb, accepted text, "count" integer
        )
        inner join public.user_profiles as p on p.id = a."vendorId"
        where jsonb_typeof(a.request) = 'object' and pg_column_size(a.request) <= 8192
            and a."count" > 0
            -- A workbook shows the request as it was made, so it is calculated for each.
            and coalesce(a.request ->> 'format', a.accepted, 'json') <> 'excel'
    ), stored as (
        insert into analytics.popular_requests as r (
            vendor_id, request_key, request, accepted, score, scored_at
        )
        select
            a.vendor_id, a.request_key, (array_agg(a.request))[1], min(a.accepted),
            sum(a."count"), p_now
        from asked as a
        group by a.vendor_id, a.request_key
        order by a.vendor_id, a.request_key
        on conflict (vendor_id, request_key) do update set
            score = analytics.decayed_score(r.score, p_now - r.scored_at) + excluded.score,
            scored_at = p_now
        returning r.vendor_id
    )
    select array_agg(distinct s.vendor_id) into v_vendor_ids from stored as s;
    -- In another statement, for one does not see what it has stored itself.
    delete from analytics.popular_requests as r
    using (
        select
            o.vendor_id, o.request_key, row_number() over (
                partition by o.vendor_id
                order by analytics.decayed_score(o.score, p_now - o.scored_at) desc, o.request_key
            ) as place
        from analytics.popular_requests as o
        where o.vendor_id = any(v_vendor_ids)
    ) as o
    where r.vendor_id = o.vendor_id and r.request_key = o.request_key and o.place > 20;
    return (
        select count(*) from analytics.popular_requests as r where r.vendor_id = any(v_vendor_ids)
    );
end;
$$;

comment on function analytics.store_popular_requests(jsonb, timestamptz) is
'Add requests to those that are popular, and keep the 20 most popular of each vendor; returns how
many there are of these vendors now.';
revoke all on function analytics.store_popular_requests(jsonb, timestamptz) from public;
grant execute on function analytics.store_popular_requests(jsonb, timestamptz)
to analytics_definer;
