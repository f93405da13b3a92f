create or replace function analytics.find_market(
    p_vendor_id uuid,
    p_date_basis text,
    p_month date
)
returns analytics.market_profiles
language sql
stable
security invoker
set search_path = ''
as $$
    select m.*
    from analytics.vendor_profiles as v
    inner join analytics.market_profiles as m on m.segment in ('', v.vendor_type)
        and m.date_basis = p_date_basis and m.as_of_month <= p_month
    where v.vendor_id = p_vendor_id
    order by m.as_of_month desc, m.segment desc
    limit 1
$$;

comment on function analytics.find_market(uuid, text, date) is
'The market of a vendor as it was known in a month: that of its type or, where too few vendors have
that, all; null where neither is known.';
revoke all on function analytics.find_market(uuid, text, date) from public;
grant execute on function analytics.find_market(uuid, text, date) to analytics_definer;
