begin;
select plan(3);

create function pg_temp.choose(p_values text[], p_value text)
returns text
language plpgsql
as $$
begin
    execute format(
        'create or replace function pg_temp.chosen(p_value text) returns text language plpgsql'
        ' as %L',
        e'begin\n' || analytics.compose_choice(
            'p_value', p_values,
            array(select format(e'return %L;\n', v || ' chosen') from unnest(p_values) as v)
        ) || e'return null;\nend;'
    );
    return pg_temp.chosen(p_value);
end;
$$;

select is(pg_temp.choose(array[]::text[], 'a'), null, 'of nothing there is nothing to choose');
select is_empty(
    $$
    select s.size, s.value
    from (
        select n as size, chr(96 + k) as value, array(
            select chr(96 + i) from generate_series(1, n) as i
        ) as choices
        from generate_series(1, 7) as n
        cross join lateral generate_series(1, n) as k
    ) as s
    where pg_temp.choose(s.choices, s.value) is distinct from s.value || ' chosen'
    $$,
    'each value has its branch, however many there are'
);
select results_eq(
    $$ select pg_temp.choose('{b,d,f}', x) from unnest('{a,c,e,g,B}'::text[]) as x $$,
    $$ select null::text from generate_series(1, 5) $$,
    'and what is between them has none'
);

select finish();
rollback;
