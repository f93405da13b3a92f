create or replace function analytics_api.list_recommendations(p_request jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := analytics.require_vendor(
        nullif(p_request -> 'vendorId', 'null'), false, 'read'
    );
begin
    perform analytics.check_recommendation_request(p_request, '{vendorId,state,kind}');
    return analytics.rank_recommendations(
        v_vendor_id, p_request ->> 'state', p_request ->> 'kind'
    );
end;
$$;

comment on function analytics_api.list_recommendations(jsonb) is
'{"recommendations"} that were made for a vendor, ranked by expected value for each day of effort:
{vendorId, state, kind}. Raises ZA110, ZA111, ZA127, ZA175, ZA189 (the request), ZA201 (no such
vendor, or not yours).';
revoke all on function analytics_api.list_recommendations(jsonb) from public;
grant execute on function analytics_api.list_recommendations(jsonb) to analytics_api_user;
