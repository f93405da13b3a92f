create or replace function analytics.check_columns(p_data jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_column jsonb;
    v_place bigint;
    v_pointer text;
    v_shift integer;
    v_found jsonb := '[]'::jsonb;
begin
    if jsonb_typeof(p_data -> 'columns') <> 'array' or jsonb_array_length(p_data -> 'columns') > 20
    then
        return analytics.request_problem(
            'ZA184', '/trainingData/columns', 'columns is a list of at most 20'
        );
    end if;
    for v_column, v_place in
        select e.item, e.place - 1
        from jsonb_array_elements(p_data -> 'columns') with ordinality as e (item, place)
    loop
        v_pointer := '/trainingData/columns/' || v_place;
        if not coalesce(v_column ->> 'name' ~ '^[a-z][a-z0-9_]{0,62}$', false)
            or not coalesce(v_column ->> 'lagMonths' ~ '^[0-9]{1,2}$', false)
            or not coalesce(v_column ->> 'availableAfterMonths' ~ '^[0-9]{1,2}$', false)
            or jsonb_typeof(v_column -> 'values') is distinct from 'array'
            or jsonb_path_exists(v_column, 'strict $.values[*] ? (@.type() != "number")')
            or jsonb_array_length(v_column -> 'values')
            <> jsonb_array_length(case when jsonb_typeof(p_data -> 'series') = 'array'
                then p_data -> 'series' else '[]' end)
        then
            v_found := v_found || analytics.request_problem(
                'ZA184', v_pointer, 'a column is {name, lagMonths, availableAfterMonths, values},'
                ' with a number for each month of the series'
            );
        elsif (v_column ->> 'lagMonths')::integer < (v_column ->> 'availableAfterMonths')::integer
            or (v_column ->> 'availableAfterMonths')::integer < 1
        then
            v_found := v_found || analytics.request_problem(
                'ZA181', v_pointer, format(
                    '%s knows the future: what is available %s months after the beginning of its'
                    ' month cannot be looked at %s months after it', v_column ->> 'name',
                    greatest(1, (v_column ->> 'availableAfterMonths')::integer),
                    v_column ->> 'lagMonths'
                )
            );
        else
            v_shift := analytics.find_future_shift(
                array(select v::float8 from jsonb_array_elements_text(v_column -> 'values') as v),
                array(
                    select case when jsonb_typeof(s -> 'value') = 'number'
                        then (s ->> 'value')::float8 end
                    from jsonb_array_elements(p_data -> 'series') as s
                ),
                (v_column ->> 'lagMonths')::integer
            );
            v_found := v_found || case when v_shift is not null then analytics.request_problem(
                'ZA181', v_pointer, format(
                    '%s knows the future: it follows what came %s months after it exactly',
                    v_column ->> 'name', v_shift + (v_column ->> 'lagMonths')::integer
                )
            ) else '[]' end;
        end if;
    end loop;
    return v_found;
end;
$$;

comment on function analytics.check_columns(jsonb) is
'Problems of the columns that come with a series: ZA184 for a wrong shape; ZA181 for one that knows
the future, by what it says of itself, or because it follows later months of the target exactly.';
revoke all on function analytics.check_columns(jsonb) from public;
grant execute on function analytics.check_columns(jsonb) to analytics_definer;
