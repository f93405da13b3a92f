create or replace function analytics.tf_vendor_settings_check()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    perform timezone(new.time_zone, now());
    -- Abbreviations and offsets know no daylight saving time.
    if new.time_zone <> 'UTC' and new.time_zone not like '%/%' then
        raise exception using errcode = 'invalid_parameter_value';
    end if;
    new.updated_at := now();
    return new;
exception
    when invalid_parameter_value then
        raise exception using
            errcode = 'ZA103',
            message = format('there is no time zone "%s"', new.time_zone),
            hint = 'use an IANA name such as Europe/Lisbon or Asia/Kolkata',
            column = 'timeZone';
end;
$$;

comment on function analytics.tf_vendor_settings_check() is
'Refuses a time zone that is not an IANA name (ZA103), and notes the time of the change.';
revoke all on function analytics.tf_vendor_settings_check() from public;
