create or replace function analytics_api.create_publishable_key(p_key jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := analytics.require_vendor(p_key -> 'vendorId', p_as_owner => true);
    v_name text := coalesce(p_key ->> 'name', 'website');
    v_key text := 'wp_' || replace(gen_random_uuid()::text, '-', '');
    v_origins text[];
begin
    if jsonb_typeof(p_key -> 'origins') = 'array' then
        -- As browsers write them: in lower case, without the port that goes without saying.
        v_origins := array(
            select distinct regexp_replace(
                lower(o.origin), '^(http://.*):80$|^(https://.*):443$', '\1\2'
            )
            from jsonb_array_elements_text(p_key -> 'origins') as o (origin)
            order by 1
        );
    end if;
    if coalesce(cardinality(v_origins), 0) not between 1 and 50
        or exists (
            select from unnest(v_origins) as o where o !~ '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$'
        ) then
        perform analytics.refuse_setting(
            'origins', 'a list of 1 to 50 origins such as https://www.example.com'
        );
    elsif length(v_name) not between 1 and 100 then
        perform analytics.refuse_setting('name', 'a text of 1 to 100 characters');
    end if;
    return jsonb_build_object(
        'id', analytics.store_api_key(
            v_vendor_id, 'publishable', v_name, '{ingest}', v_origins, null, v_key
        ),
        'key', v_key, 'vendorId', v_vendor_id, 'kind', 'publishable', 'name', v_name,
        'origins', v_origins
    );
end;
$$;

comment on function analytics_api.create_publishable_key(jsonb) is
'Make a publishable key {vendorId, name, origins[]}: what stands in the pages of these origins and
ingests what browsers tell of this vendor, nothing else. Returns it with its key, which is shown
this once. For owners of the vendor and administrators. Raises ZA185, ZA201, ZA403,
ZA407.';
revoke all on function analytics_api.create_publishable_key(jsonb) from public;
grant execute on function analytics_api.create_publishable_key(jsonb) to analytics_api_user;
