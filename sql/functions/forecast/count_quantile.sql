create or replace function analytics.count_quantile(
    p_mean float8,
    p_dispersion float8,
    p_level float8
)
returns integer
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
    v_sum float8 := v_chance;
    v_count integer := 0;
begin
    while v_sum < p_level and v_count < 10000 loop
        v_chance := v_chance * (v_size + v_count) / (v_count + 1) * p_mean / (v_size + p_mean);
        v_count := v_count + 1;
        v_sum := v_sum + v_chance;
    end loop;
    return v_count;
end;
$$;

comment on function analytics.count_quantile(float8, float8, float8) is
'The least count that is not passed with this chance, by a negative binomial distribution whose
variance is mean + dispersion × mean². For means up to 500; the dispersion is above zero.';
revoke all on function analytics.count_quantile(float8, float8, float8) from public;
grant execute on function analytics.count_quantile(float8, float8, float8) to analytics_definer;
