create or replace function analytics_api.get_usage(
    p_vendor_id jsonb,
    p_from timestamptz default null,
    p_to timestamptz default null,
    p_group_by text default 'route'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_to timestamptz := coalesce(p_to, now());
    v_from timestamptz := coalesce(p_from, v_to - interval '7 days');
    v_vendor_id uuid;
begin
    perform analytics.require_scope('read');
    if v_from >= v_to or v_to - v_from > interval '100 days' then
        raise exception using
            errcode = 'ZA134',
            message = 'from must be before to, by 100 days at most',
            detail = '[{"pointer": "/from", "detail": "it is not before to, or too long before"}]',
            column = 'from';
    end if;
    if p_group_by is null or p_group_by not in ('route', 'day', 'caller', 'status') then
        raise exception using
            errcode = 'ZA135',
            message = format('usage cannot be grouped by "%s"', p_group_by),
            detail = '[{"pointer": "/groupBy", "detail": "there is no such group",'
                ' "nearest": ["route", "day", "caller", "status"]}]',
            column = 'groupBy';
    end if;
    -- A platform administrator who names no vendor means all of them, and the service as a whole.
    if p_vendor_id is not null or not analytics.is_platform_admin() then
        v_vendor_id := (analytics.resolve_vendors(p_vendor_id) #>> '{0,vendorId}')::uuid;
    end if;
    return jsonb_build_object(
        'vendorId', v_vendor_id, 'from', v_from, 'to', v_to, 'groupBy', p_group_by,
        'usage', analytics.sum_up_usage(v_vendor_id, v_from, v_to, p_group_by)
    );
end;
$$;

comment on function analytics_api.get_usage(jsonb, timestamptz, timestamptz, text) is
'How the interface was used, by default in the last 7 days: {vendorId, from, to, groupBy, usage}, an
item per route, day (UTC), caller or status; all vendors for a platform administrator who names
none. Raises ZA134 (timeframe), ZA135 (group), ZA127, ZA201, ZA407.';
revoke all on function
analytics_api.get_usage(jsonb, timestamptz, timestamptz, text) from public;
grant execute on function
analytics_api.get_usage(jsonb, timestamptz, timestamptz, text) to analytics_api_user;
