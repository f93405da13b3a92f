create or replace function analytics.draft_recommendations(p_vendor_id uuid, p_today date)
returns setof analytics.recommendation_draft
language sql
stable
security invoker
set search_path = ''
as $$
    select d.*
    from (
        select m.* from analytics.advise_marketing(p_vendor_id, p_today) as m
        union all
        select s.* from analytics.advise_services(p_vendor_id, p_today) as s
        union all
        select q.* from analytics.advise_quality(p_vendor_id, p_today) as q
        union all
        select r.* from analytics.advise_prices(p_vendor_id, p_today) as r
        union all
        select c.* from analytics.advise_capacity(p_vendor_id, p_today) as c
    ) as d
    -- What would not be noticed is not advised.
    where d.effect >= case d.effect_unit when 'bookings' then 0.5 else 1 end
$$;

comment on function analytics.draft_recommendations(uuid, date) is
'All advice that the figures of a vendor give on a day.';
revoke all on function analytics.draft_recommendations(uuid, date) from public;
grant execute on function analytics.draft_recommendations(uuid, date) to analytics_definer;
