create or replace function analytics_api.list_calendar()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
            'code', c.country_code || coalesce('-' || nullif(c.subdivision_code, ''), ''),
            'days', d.day_count, 'from', d.first_on, 'until', d.last_on,
            'places', coalesce(p.places, '[]')
        ) order by c.country_code, c.subdivision_code), '[]')
        from (
            select d.country_code, d.subdivision_code from analytics.calendar_days as d
            union
            select p.country_code, p.subdivision_code from analytics.calendar_places as p
        ) as c
        cross join lateral (
            select count(*) as day_count, min(d.holiday_on) as first_on,
                max(d.holiday_on) as last_on
            from analytics.calendar_days as d
            where d.country_code = c.country_code and d.subdivision_code = c.subdivision_code
        ) as d
        cross join lateral (
            select jsonb_agg(p.place order by p.place) as places
            from analytics.calendar_places as p
            where p.country_code = c.country_code and p.subdivision_code = c.subdivision_code
        ) as p
    );
end;
$$;

comment on function analytics_api.list_calendar() is
'What the calendar of public holidays holds: by country or subdivision the days there are, and the
places that have them. For platform administrators. Raises ZA403.';
revoke all on function analytics_api.list_calendar() from public;
grant execute on function analytics_api.list_calendar() to analytics_api_user;
