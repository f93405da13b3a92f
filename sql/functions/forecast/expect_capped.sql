create or replace function analytics.expect_capped(
    p_mean float8,
    p_dispersion float8,
    p_cap integer
)
returns float8
language plpgsql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_size float8 := 1 / p_dispersion;
    v_chance float8 := exp(-v_size * ln(1 + p_mean / v_size));
    v_below float8 := 0;
    v_expected float8 := 0;
begin
    -- The mean of what is at most the cap is the sum of the chances to pass each lower number.
    for v_count in 0 .. p_cap - 1 loop
        v_below := v_below + v_chance;
        exit when v_below > 1 - 1e-12;
        v_expected := v_expected + 1 - v_below;
        v_chance := v_chance * (v_size + v_count) / (v_count + 1) * p_mean / (v_size + p_mean);
    end loop;
    return v_expected;
end;
$$;

comment on function analytics.expect_capped(float8, float8, integer) is
'The mean of a count that cannot pass a cap, where without it the count is negative binomial with
this mean and variance mean + dispersion × mean².';
revoke all on function analytics.expect_capped(float8, float8, integer) from public;
grant execute on function analytics.expect_capped(float8, float8, integer) to analytics_definer;
