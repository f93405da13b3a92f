create or replace function analytics.store_hook_source(
    p_vendor_id uuid,
    p_source_name text,
    p_map_name text,
    p_signature jsonb
)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    insert into analytics.hook_sources as s (
        vendor_id, source_name, map_name, scheme, signature_header, signature_prefix,
        signature_encoding, tolerance, delivery_header, delivery_path
    )
    select
        p_vendor_id, p_source_name, p_map_name, p_signature ->> 'scheme',
        p_signature ->> 'header', coalesce(p_signature ->> 'prefix', ''),
        coalesce(p_signature ->> 'encoding', 'hex'),
        make_interval(secs => coalesce((p_signature ->> 'toleranceSeconds')::numeric, 300)),
        p_signature ->> 'deliveryHeader',
        (
            select array_agg(e.step order by e.ordinality)
            from jsonb_array_elements_text(p_signature -> 'deliveryPath')
            with ordinality as e (step, ordinality)
        )
    on conflict (source_name) do update
    set
        map_name = excluded.map_name, scheme = excluded.scheme,
        signature_header = excluded.signature_header, signature_prefix = excluded.signature_prefix,
        signature_encoding = excluded.signature_encoding, tolerance = excluded.tolerance,
        delivery_header = excluded.delivery_header, delivery_path = excluded.delivery_path
    -- A name belongs to the vendor that had it first.
    where s.vendor_id = excluded.vendor_id;
    return found;
end;
$$;

comment on function analytics.store_hook_source(uuid, text, text, jsonb) is
'Store a source of webhooks, or its new settings; false where another vendor has the name. Runs as
the owner of the table; whoever calls it has checked caller and settings.';
revoke all on function analytics.store_hook_source(uuid, text, text, jsonb) from public;
grant execute on function analytics.store_hook_source(uuid, text, text, jsonb)
to analytics_definer;
