create or replace function analytics.refresh_market(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_month integer := analytics.month_number((p_now at time zone 'UTC')::date);
begin
    delete from analytics.market_profiles;
    -- As it is now, and as it was at the turns of the years: past forecasts are judged by what was
    -- known when they would have been made.
    insert into analytics.market_profiles
    select m.*
    from analytics.list_market_profiles(
        array(
            select distinct m.month_number
            from (
                select v_month as month_number
                union all
                select (v_month / 12 - y) * 12 from generate_series(0, 4) as y
            ) as m
        )
    ) as m
    order by m.segment, m.date_basis, m.as_of_month;
end;
$$;

comment on function analytics.refresh_market(timestamptz, text) is
'The job refresh_market: learn the profiles of the market anew, as of this month and of the last
five Januaries. Runs as the owner of the tables, who sees every vendor.';
revoke all on function analytics.refresh_market(timestamptz, text) from public;
