create or replace function analytics_api.register_hook_source(p_source jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := analytics.require_vendor(p_source -> 'vendorId', p_as_owner => true);
    v_name text := p_source ->> 'source';
    v_map_name text := p_source ->> 'map';
    v_signature jsonb := coalesce(
        analytics.hook_preset(p_source #>> '{signature,like}'), '{}'
    ) || coalesce(p_source -> 'signature', '{}');
    v_has_secret boolean;
begin
    if coalesce(v_name, '') !~ '^[a-z][a-z0-9_-]{2,62}$' then
        perform analytics.refuse_setting('source', 'a word of 3 to 63 of a-z, 0-9, _ and -');
    end if;
    perform analytics.check_hook_signature(v_signature);
    if not exists (select from analytics.hook_maps as m where m.map_name = v_map_name) then
        raise exception using
            errcode = 'ZA221',
            message = format('there is no map "%s"', v_map_name),
            hint = 'an administrator registers it: analytics_api.register_hook_map',
            column = 'map';
    end if;
    v_has_secret := exists (
        select from analytics.hook_sources as s where s.source_name = v_name
    );
    if not analytics.store_hook_source(v_vendor_id, v_name, v_map_name, v_signature) then
        raise exception using
            errcode = 'ZA187',
            message = format('the name "%s" is taken', v_name),
            hint = 'put the name of the vendor in front',
            column = 'source';
    end if;
    return jsonb_build_object(
        'source', v_name, 'vendorId', v_vendor_id, 'map', v_map_name, 'signature', v_signature,
        'path', '/api/analytics/hooks/' || v_name,
        'secret', case
            when not v_has_secret or p_source ? 'secret' then analytics_api.rotate_hook_secret(
                v_name, p_source ->> 'secret', interval '0'
            )
        end
    );
end;
$$;

comment on function analytics_api.register_hook_source(jsonb) is
'Register who may post webhooks for a vendor, or change it: {source, vendorId, map, signature: {like
stripe | github | typeform | token, or scheme, header, prefix, encoding, toleranceSeconds,
deliveryHeader, deliveryPath[]}, secret}. Without a secret a new source gets one, which is returned
this once. For owners of the vendor and administrators. Raises ZA185, ZA187 (name taken), ZA201,
ZA221 (map), ZA403.';
revoke all on function analytics_api.register_hook_source(jsonb) from public;
grant execute on function analytics_api.register_hook_source(jsonb) to analytics_api_user;
