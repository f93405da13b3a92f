-- Forecasts of vendors may rest on their trained models, are kept by the service, and models may
-- forecast weddings by the month in which they are held.
set local role analytics_owner;

-- It took the parts alone, and chose by itself.
drop function if exists analytics.list_forecast_errors(analytics.forecast_part[]);

create type analytics.forecast_choice as (
    without integer,
    pickup_weight float8,
    last_year float8,
    exponents float8 []
);
comment on type analytics.forecast_choice is
'How the parts of a forecast are put together: without is the months back of the origin that is
judged by it, and took no part in choosing it; 0 is today''s.';

create type analytics.trained_month as (
    model_id uuid,
    version integer,
    months_back integer,
    ahead integer,
    predicted float8
);
comment on type analytics.trained_month is
'What a trained model says of a month: today (months_back is 0), or so many months before it; ahead
is counted from the month under way then.';

create type analytics.trained_forecast as (
    model_id uuid,
    parts analytics.forecast_part [],
    errors analytics.forecast_error [],
    pickup_weight float8,
    last_year float8,
    exponents float8 [],
    origin_count integer,
    month_count integer,
    error float8,
    error_without float8,
    accuracy float8,
    accuracy_without float8,
    reason text
);
comment on type analytics.trained_forecast is
'A forecast that rests on a trained model, and how such forecasts were beside those without it:
error and error_without are sums over the same past months; reason says why it is not used.';

alter table analytics.forecast_models
drop constraint forecast_models_target_check,
add constraint forecast_models_target_check
check (target in ('bookings', 'weddings', 'revenue', 'satisfaction'));

insert into analytics.cache_rules (pattern, ttl, invalidation, is_warmed, is_compressed, note)
values
('insights/*', '1 hour', 'exact', false, true, 'Forecasts; their names are those of analyses.');
