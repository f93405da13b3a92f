begin;
select plan(2);

create function pg_temp.is_met(p_values text[], p_value text)
returns boolean
language plpgsql
as $$
declare
    v_is_met boolean;
begin
    execute format(
        'select %s from (select %L::text as value) as t',
        analytics.compose_case(
            't.value', p_values, array(select format('%L <> ''c''', v) from unnest(p_values) as v)
        ),
        p_value
    ) into v_is_met;
    return v_is_met;
end;
$$;

select is(pg_temp.is_met(array[]::text[], 'a'), false, 'of no values there is none');
select results_eq(
    $$ select x, pg_temp.is_met('{a,b,c,d,e}', x) from unnest('{a,b,c,d,e,A,bb,f}'::text[]) as x $$,
    $$
    values
    ('a', true), ('b', true), ('c', false), ('d', true), ('e', true), ('A', false), ('bb', false),
    ('f', false)
    $$,
    'a value is held to its own condition, and what is no value meets none'
);

select * from finish();
rollback;
