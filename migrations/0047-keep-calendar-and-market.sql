-- What forecasts know beside a vendor's own bookings: public holidays, and how the market is spread
-- over the year. Saturdays need no table.
set local role analytics_owner;

create table analytics.calendar_days (
    country_code text not null,
    subdivision_code text not null default '',
    holiday_on date not null,
    holiday_name text not null,
    constraint calendar_days_pkey primary key (country_code, subdivision_code, holiday_on),
    constraint calendar_days_country_code_check check (country_code ~ '^[A-Z]{2}$'),
    constraint calendar_days_subdivision_code_check check (subdivision_code ~ '^[A-Z0-9]{0,3}$')
);
comment on table analytics.calendar_days is
'Public holidays by country and subdivision (ISO 3166), as wedsync calendar filled them in; without
a subdivision those of the whole country. Empty until then.';

create table analytics.calendar_places (
    place text not null,
    country_code text not null,
    subdivision_code text not null default '',
    constraint calendar_places_pkey primary key (place)
);
comment on table analytics.calendar_places is
'Which holidays a vendor has: by the region of its settings or, where that is not here, by its time
zone.';

create table analytics.market_profiles (
    segment text not null,
    date_basis text not null,
    as_of_month date not null,
    month_shares float8[] not null,
    growth float8 not null,
    vendor_count integer not null,
    constraint market_profiles_pkey primary key (segment, date_basis, as_of_month),
    constraint market_profiles_date_basis_check check (date_basis in ('booked', 'wedding')),
    constraint market_profiles_month_shares_check check (cardinality(month_shares) = 12),
    -- Of fewer vendors a mean says too much about each.
    constraint market_profiles_vendor_count_check check (vendor_count >= 5)
);
comment on table analytics.market_profiles is
'How bookings of a market are spread over the year, as it was known at the beginning of a month.';
comment on column analytics.market_profiles.segment is
'A vendor_type of vendor_settings; empty for all vendors together.';
comment on column analytics.market_profiles.month_shares is
'Shares of January to December in the three years before: means over vendors, none of which counts
for more than 500 bookings.';
comment on column analytics.market_profiles.growth is
'Bookings of the last twelve months for each of the twelve before, between 0.7 and 1.4.';
grant select on analytics.calendar_days, analytics.calendar_places, analytics.market_profiles
to analytics_definer;

create type analytics.forecast_part as (
    months_back integer,
    ahead integer,
    month_number integer,
    model float8,
    naive float8,
    books float8,
    pickup float8,
    booked_share float8,
    factors float8 [],
    actual float8,
    level float8
);
comment on type analytics.forecast_part is
'What one month looks like from one day, before it is put together to a forecast: months_back is how
many months ago that day is (0 today), actual what came, null where it has not yet.';

create type analytics.forecast_error as (
    months_back integer,
    ahead integer,
    actual float8,
    naive float8,
    level float8,
    books float8,
    forecast float8,
    to_come float8
);
comment on type analytics.forecast_error is
'A past forecast of a month, and what came; naive is the same month of the year before, level the
mean month of the year before it was made, to_come how many bookings were still open.';

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values (
    'refresh_market', 'Learn how bookings of the market are spread over the year.',
    'refresh_market', null, '1 day'
);
