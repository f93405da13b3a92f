create or replace function analytics.raise_request_problems(p_resolved jsonb)
returns void
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_problems jsonb;
begin
    if p_resolved::text not like '%"problem": {%' then
        return;
    end if;
    select jsonb_agg(f.problem order by f.first_place)
    into v_problems
    from (
        select p.problem, min(p.place) as first_place
        from jsonb_path_query(p_resolved, 'strict $.** ? (exists (@.problem.pointer)).problem')
            with ordinality as p (problem, place)
        group by p.problem
    ) as f;
    if v_problems is null then
        return;
    end if;
    raise exception using
        errcode = v_problems #>> '{0,code}',
        message = v_problems #>> '{0,detail}',
        detail = (
            select jsonb_agg(p.problem - 'code' order by p.place)
            from jsonb_array_elements(v_problems) with ordinality as p (problem, place)
        )::text,
        hint = coalesce(
            'did you mean ' || (
                select string_agg(n, ' or ')
                from jsonb_array_elements_text(v_problems #> '{0,nearest}') as n
            ) || '?',
            'see analytics_api.get_catalog() for what may be asked'
        ),
        column = split_part(v_problems #>> '{0,pointer}', '/', 2);
end;
$$;

comment on function analytics.raise_request_problems(jsonb) is
'Raise all problems found in a request as one error, with the code of the first. DETAIL is a JSON
array of {pointer, detail, nearest}. Raises ZA110 to ZA139; does nothing where there is none.';
revoke all on function analytics.raise_request_problems(jsonb) from public;
grant execute on function analytics.raise_request_problems(jsonb) to analytics_definer;
