create or replace function analytics.warm_cache_item(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := p_item::uuid;
    v_popular record;
begin
    delete from analytics.popular_requests as r
    where r.vendor_id = v_vendor_id
        and analytics.decayed_score(r.score, p_now - r.scored_at) < 0.25;
    delete from analytics.cached_answers as a
    where a.vendor_id = v_vendor_id and not exists (
        select from analytics.popular_requests as r
        where r.vendor_id = a.vendor_id and r.request_key = a.request_key
    );
    for v_popular in
        select r.request_key, r.request, r.accepted
        from analytics.popular_requests as r
        where r.vendor_id = v_vendor_id
            and analytics.decayed_score(r.score, p_now - r.scored_at) >= 1
        order by r.score desc
    loop
        perform analytics.warm_answer(
            v_vendor_id, v_popular.request_key, v_popular.request, v_popular.accepted
        );
    end loop;
end;
$$;

comment on function analytics.warm_cache_item(timestamptz, text) is
'One item of the job warm_cache: answer again what is often asked of a vendor, where its answers are
no longer right, and forget what is asked no more.';
revoke all on function analytics.warm_cache_item(timestamptz, text) from public;
