create or replace function analytics.list_demo_vendors()
returns table (
    vendor_id uuid,
    display_name text,
    vendor_type text,
    region text,
    price_band text,
    time_zone text,
    currency text,
    capacity_per_day_count integer,
    week_start_day integer,
    weddings_per_year numeric,
    price numeric,
    growth_per_year numeric,
    reply_minutes numeric
)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select
        ('de300000-0000-4000-8000-' || lpad(v.number::text, 12, '0'))::uuid, v.display_name,
        v.vendor_type, v.region, v.price_band, v.time_zone, v.currency, v.capacity, v.week_start,
        v.weddings_per_year, v.price, v.growth, v.reply_minutes
    from (values
        (101, 'Studio Lichtblick', 'photographer', 'Berlin', 'medium',
            'Europe/Berlin', 'EUR', 2, 1, 36.0, 2400.0, 1.10, 55.0),
        (102, 'Ivy & Oak Photography', 'photographer', 'London', 'high',
            'Europe/London', 'GBP', 2, 1, 32.0, 2800.0, 1.16, 35.0),
        (103, 'Golden Hour Collective', 'photographer', 'New York', 'high',
            'America/New_York', 'USD', 2, 7, 48.0, 4200.0, 1.05, 25.0),
        (201, 'Ja! Hochzeitsplanung', 'planner', 'Berlin', 'medium',
            'Europe/Berlin', 'EUR', 2, 1, 18.0, 5200.0, 1.12, 70.0),
        (202, 'Thames & Thread Weddings', 'planner', 'London', 'high',
            'Europe/London', 'GBP', 2, 1, 24.0, 7500.0, 1.02, 40.0),
        (203, 'Saffron Lane Weddings', 'planner', 'Kolkata', 'medium',
            'Asia/Kolkata', 'INR', 2, 1, 34.0, 680000.0, 1.24, 30.0),
        (301, 'Gut Lindenhof', 'venue', 'Brandenburg', 'medium',
            'Europe/Berlin', 'EUR', 2, 1, 58.0, 8900.0, 1.06, 180.0),
        (302, 'Harrow Barn', 'venue', 'Kent', 'medium',
            'Europe/London', 'GBP', 2, 1, 66.0, 7800.0, 1.09, 120.0),
        (303, 'Hudson House', 'venue', 'Hudson Valley', 'high',
            'America/New_York', 'USD', 2, 7, 62.0, 16500.0, 0.96, 90.0),
        (401, 'Wildwuchs Floristik', 'florist', 'Berlin', 'low',
            'Europe/Berlin', 'EUR', 3, 1, 52.0, 950.0, 1.14, 80.0),
        (402, 'Petal & Post', 'florist', 'Bristol', 'medium',
            'Europe/London', 'GBP', 3, 1, 46.0, 1300.0, 1.08, 65.0),
        (403, 'Marigold House', 'florist', 'Kolkata', 'low',
            'Asia/Kolkata', 'INR', 4, 1, 72.0, 95000.0, 1.18, 45.0)
    ) as v (
        number, display_name, vendor_type, region, price_band, time_zone, currency, capacity,
        week_start, weddings_per_year, price, growth, reply_minutes
    )
$$;

comment on function analytics.list_demo_vendors() is
'The made-up vendors of the demonstration, with their weddings and prices of 2024, the factor by
which weddings grow in a year, and the minutes in which they usually answer.';
revoke all on function analytics.list_demo_vendors() from public;
grant execute on function analytics.list_demo_vendors() to analytics_definer;
