create or replace function analytics.store_calendar(p_calendar jsonb)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_country text := p_calendar ->> 'countryCode';
    v_subdivision text := coalesce(p_calendar ->> 'subdivisionCode', '');
    v_days jsonb := coalesce(p_calendar -> 'days', '[]');
    v_count integer;
begin
    -- The years that are written are written whole: what is no longer a holiday goes.
    delete from analytics.calendar_days as d
    where d.country_code = v_country and d.subdivision_code = v_subdivision
        and extract(year from d.holiday_on) in (
            select extract(year from (n ->> 'date')::date) from jsonb_array_elements(v_days) as n
        );
    insert into analytics.calendar_days (country_code, subdivision_code, holiday_on, holiday_name)
    select v_country, v_subdivision, (n ->> 'date')::date, string_agg(n ->> 'name', '; ')
    from jsonb_array_elements(v_days) as n
    group by (n ->> 'date')::date
    order by (n ->> 'date')::date;
    get diagnostics v_count = row_count;
    insert into analytics.calendar_places as p (place, country_code, subdivision_code)
    select distinct n.place, v_country, v_subdivision
    from jsonb_array_elements_text(coalesce(p_calendar -> 'places', '[]')) as n (place)
    order by n.place
    on conflict (place) do update set
        country_code = excluded.country_code, subdivision_code = excluded.subdivision_code;
    return v_count;
end;
$$;

comment on function analytics.store_calendar(jsonb) is
'Keep the days and places of a calendar; returns how many days. Whoever calls it has checked the
caller.';
revoke all on function analytics.store_calendar(jsonb) from public;
grant execute on function analytics.store_calendar(jsonb) to analytics_definer;
