create or replace function analytics_api.generate_recommendations(p_request jsonb default '{}')
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
set max_parallel_workers_per_gather = 0
set enable_seqscan = off
set jit = off
as $$
declare
    v_vendor_id uuid := analytics.require_vendor(
        nullif(p_request -> 'vendorId', 'null'), true
    );
    v_now timestamptz := analytics.current_moment();
begin
    perform analytics.check_recommendation_request(p_request, '{vendorId}');
    perform analytics.save_recommendations(
        v_vendor_id,
        array(
            select d
            from analytics.vendor_profiles as v
            cross join lateral analytics.draft_recommendations(
                v.vendor_id, (v_now at time zone v.time_zone)::date
            ) as d
            where v.vendor_id = v_vendor_id
        ),
        v_now
    );
    return analytics.rank_recommendations(v_vendor_id, 'proposed', null);
end;
$$;

comment on function analytics_api.generate_recommendations(jsonb) is
'Make advice of the figures of a vendor {vendorId} as they are now, and return what is proposed,
ranked by expected value for each day of effort. What may as well do harm is an experiment. Raises
ZA110, ZA111, ZA127, ZA175 (the request), ZA201 (no such vendor, or not yours), ZA403 (not its
owner).';
revoke all on function analytics_api.generate_recommendations(jsonb) from public;
grant execute on function analytics_api.generate_recommendations(jsonb) to analytics_api_user;
