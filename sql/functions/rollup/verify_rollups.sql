create or replace function analytics_api.verify_rollups(
    p_vendor_id uuid default null,
    p_from timestamptz default null,
    p_to timestamptz default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_vendor_ids uuid[];
    v_differences jsonb;
begin
    perform analytics.require_platform_admin();
    select array_agg(p.vendor_id)
    into v_vendor_ids
    from analytics.vendor_profiles as p
    where p_vendor_id is null or p.vendor_id = p_vendor_id;
    if v_vendor_ids is null and p_vendor_id is not null then
        raise exception using
            errcode = 'ZA201', message = 'there is no such vendor', column = 'vendorId';
    end if;
    select jsonb_agg(jsonb_build_object('vendorId', v) || to_jsonb(d))
    into v_differences
    from unnest(v_vendor_ids) as v
    cross join lateral analytics.find_rollup_differences(v, p_from, p_to) as d;
    return jsonb_build_object(
        'checked', coalesce(cardinality(v_vendor_ids), 0),
        'differences', coalesce(v_differences, '[]')
    );
end;
$$;

comment on function analytics_api.verify_rollups(uuid, timestamptz, timestamptz) is
'Compare rollups, metrics and booking facts with a recount of the events, of one vendor or of all;
returns {checked, differences}. For platform administrators. Raises ZA201, ZA403.';
revoke all on function analytics_api.verify_rollups(uuid, timestamptz, timestamptz) from public;
grant execute on function analytics_api.verify_rollups(uuid, timestamptz, timestamptz)
to analytics_api_user;
