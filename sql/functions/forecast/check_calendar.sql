create or replace function analytics.check_calendar(p_calendar jsonb)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    if jsonb_typeof(p_calendar) is distinct from 'object'
        or coalesce(p_calendar ->> 'countryCode', '') !~ '^[A-Z]{2}$'
        or coalesce(p_calendar ->> 'subdivisionCode', '') !~ '^[A-Z0-9]{0,3}$'
        or coalesce(jsonb_typeof(p_calendar -> 'days'), 'array') <> 'array'
        or coalesce(jsonb_typeof(p_calendar -> 'places'), 'array') <> 'array'
        or jsonb_path_exists(p_calendar, '$.days[*] ? (!(@.date like_regex "^\\d{4}-\\d\\d-\\d\\d$"
            && @.name.type() == "string"))')
    then
        raise exception using
            errcode = 'ZA190',
            message = 'this is no calendar of public holidays',
            hint = 'wedsync calendar fill writes them, such as those of DE or DE-BE',
            column = 'calendar';
    end if;
end;
$$;

comment on function analytics.check_calendar(jsonb) is
'Refuse what is no calendar of public holidays. Raises ZA190.';
revoke all on function analytics.check_calendar(jsonb) from public;
grant execute on function analytics.check_calendar(jsonb) to analytics_definer;
