create or replace function analytics.resolve_vendors(
    p_vendor_id jsonb,
    p_scope text default 'read'
)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_is_admin boolean := analytics.is_platform_admin();
    v_own uuid[] := analytics.current_vendor_ids();
    v_asked uuid[];
    v_vendors jsonb;
begin
    perform analytics.require_scope(p_scope);
    if jsonb_typeof(p_vendor_id) = 'array' or p_vendor_id <> '"all"' then
        v_asked := analytics.parse_vendor_ids(p_vendor_id);
    elsif p_vendor_id is null or not v_is_admin then
        v_asked := v_own;
    end if;
    select jsonb_agg(
        jsonb_build_object(
            'vendorId', p.vendor_id, 'timeZone', p.time_zone, 'currency', p.currency,
            'weekStartDay', p.week_start_day
        ) order by p.vendor_id
    )
    into v_vendors
    from analytics.vendor_profiles as p
    where (v_asked is null or p.vendor_id = any(v_asked))
        and (v_is_admin or p.vendor_id = any(v_own));
    if p_vendor_id is null and jsonb_array_length(v_vendors) is distinct from 1 then
        raise exception using
            errcode = 'ZA127',
            message = 'the request does not say which vendor',
            detail = '[{"pointer": "/vendorId", "detail": "vendorId is missing", "nearest": []}]',
            hint = 'send vendorId: an id, an array of ids, or "all"',
            column = 'vendorId';
    elsif v_vendors is null or jsonb_typeof(p_vendor_id) in ('string', 'array')
        and p_vendor_id <> '"all"'
        and jsonb_array_length(v_vendors) < (select count(distinct u) from unnest(v_asked) as u)
    then
        raise exception using
            errcode = 'ZA201',
            message = 'there is no such vendor',
            detail = '[{"pointer": "/vendorId", "detail": "no such vendor", "nearest": []}]',
            hint = 'ask for a vendor of yours',
            column = 'vendorId';
    end if;
    return v_vendors;
end;
$$;

comment on function analytics.resolve_vendors(jsonb, text) is
'The vendors that a request means, each {"vendorId", "timeZone", "currency", "weekStartDay"}, all of
them the caller''s. Raises ZA110, ZA126, ZA127 (none is named, and the caller has not one), ZA201
(no such vendor, or not yours), ZA407 (a key without the scope).';
revoke all on function analytics.resolve_vendors(jsonb, text) from public;
grant execute on function analytics.resolve_vendors(jsonb, text) to analytics_definer;
