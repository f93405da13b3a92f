create or replace function analytics.export_settings(
    p_vendor_id uuid,
    p_after jsonb,
    p_limit integer
)
returns table (line jsonb, key jsonb)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        jsonb_build_object(
            'record', 'settings', 'vendorId', v.vendor_id, 'displayName', v.display_name,
            'timeZone', v.time_zone, 'currency', v.currency, 'weekStartDay', v.week_start_day,
            'vendorType', v.vendor_type, 'region', v.region, 'priceBand', v.price_band,
            'capacityPerDay', v.capacity_per_day_count,
            'optOuts', coalesce(
                (select to_jsonb(s.opt_outs) from analytics.vendor_settings as s
                where s.vendor_id = v.vendor_id), '[]'
            )
        ),
        to_jsonb(v.vendor_id)
    from analytics.vendor_profiles as v
    where v.vendor_id = p_vendor_id and p_after is null
    limit p_limit
$$;

comment on function analytics.export_settings(uuid, jsonb, integer) is
'The settings of a vendor as one line of an export.';
revoke all on function analytics.export_settings(uuid, jsonb, integer) from public;
grant execute on function analytics.export_settings(uuid, jsonb, integer) to analytics_definer;
