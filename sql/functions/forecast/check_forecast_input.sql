create or replace function analytics.check_forecast_input(p_values float8[], p_horizon integer)
returns void
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    if coalesce(cardinality(p_values), 0) = 0 then
        raise exception using
            errcode = 'ZA195',
            message = 'a series without months cannot be forecast',
            hint = 'one month is the least',
            column = 'values';
    end if;
    if array_ndims(p_values) > 1
        or array_position(p_values, null) is not null
        or p_values && array['NaN', 'Infinity', '-Infinity']::float8[]
    then
        raise exception using
            errcode = 'ZA196',
            message = 'a month of the series is not a number',
            hint = 'a month without any bookings is 0, not null',
            column = 'values';
    end if;
    if 0 > any (p_values) then
        raise exception using
            errcode = 'ZA197',
            message = 'a month of the series is below zero',
            hint = 'forecast what comes in and what goes out apart from each other',
            column = 'values';
    end if;
    if p_horizon is null or p_horizon not between 1 and 60 then
        raise exception using
            errcode = 'ZA198',
            message = 'a forecast covers 1 to 60 months',
            detail = format('horizon=%s', p_horizon),
            column = 'horizon';
    end if;
end;
$$;

comment on function analytics.check_forecast_input(float8[], integer) is
'Refuse what no method can forecast. Raises ZA195 (no months), ZA196 (a month that is no number),
ZA197 (a month below zero), ZA198 (horizon).';
revoke all on function analytics.check_forecast_input(float8[], integer) from public;
grant execute on function analytics.check_forecast_input(float8[], integer) to analytics_definer;
