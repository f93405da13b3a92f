create or replace function analytics.list_forecast_features()
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select '{saturdays,holidays,inquiries,price,market}'::text[]
$$;

comment on function analytics.list_forecast_features() is
'Names of the features of the trade that a forecast may use, in the order of the factors of
analytics.forecast_part.';
revoke all on function analytics.list_forecast_features() from public;
grant execute on function analytics.list_forecast_features() to analytics_definer;
