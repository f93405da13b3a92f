create or replace function analytics.list_booking_fields()
returns table (field_name text, json_key text, field_type text, origin text)
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
#variable_conflict use_column
begin
    return query
    select
        a.attname::text, a.attname::text,
        case
            when a.atttypid in ('text'::regtype, 'varchar'::regtype) then 'string'
            when a.atttypid in ('integer'::regtype, 'bigint'::regtype, 'numeric'::regtype)
                then 'number'
            when a.atttypid = 'boolean'::regtype then 'boolean'
            when a.atttypid = 'date'::regtype then 'date'
            else 'time'
        end,
        case when a.attname = 'currency' then 'currency' else 'booking' end
    from pg_catalog.pg_attribute as a
    where a.attrelid = 'analytics.current_bookings'::regclass
        and a.attnum > 0
        and not a.attisdropped
        and a.attname not in ('vendor_id', 'time_zone', 'change_count');
end;
$$;

comment on function analytics.list_booking_fields() is
'Fields of a booking as it stands.';
revoke all on function analytics.list_booking_fields() from public;
grant execute on function analytics.list_booking_fields() to analytics_definer;
