create or replace function analytics_api.list_demo_months(p_as_of timestamptz default now())
returns setof date
language sql
stable
security invoker
set search_path = ''
as $$
    -- Who marries up to nineteen months from now may have asked already.
    select m::date
    from generate_series(
        date_trunc('month', p_as_of at time zone 'UTC') - interval '36 months',
        date_trunc('month', p_as_of at time zone 'UTC') + interval '19 months', interval '1 month'
    ) as m
$$;

comment on function analytics_api.list_demo_months(timestamptz) is
'The months to call load_demo_month with: of the weddings of three years up to p_as_of, and of those
that are booked by then.';
revoke all on function analytics_api.list_demo_months(timestamptz) from public;
grant execute on function analytics_api.list_demo_months(timestamptz) to analytics_api_user;
