create or replace function analytics.count_to_come(
    p_forecast float8,
    p_books float8,
    p_booked_share float8,
    p_level float8
)
returns float8
language sql
immutable
parallel safe
security invoker
as $$
    select greatest(p_forecast - p_books, 0.25 * p_level * (1 - p_booked_share), 0.1)
$$;

comment on function analytics.count_to_come(float8, float8, float8, float8) is
'How many bookings of a month are still open, for its limits: forecast but not on the books, and at
least what of a quarter of a usual month is not usually booked by then, for a month of nothing is
no surer than another. Inlined.';
revoke all on function analytics.count_to_come(float8, float8, float8, float8) from public;
grant execute on function analytics.count_to_come(float8, float8, float8, float8)
to analytics_definer;
