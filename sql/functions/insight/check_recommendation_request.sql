create or replace function analytics.check_recommendation_request(
    p_request jsonb,
    p_members text[]
)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA110', '', 'a request is a JSON object'
        ));
    end if;
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(p_request, p_members, ''),
        (
            select jsonb_agg(analytics.request_problem(
                'ZA189', '/' || m.name,
                format('%s is one of %s', m.name, array_to_string(m.allowed, ', ')),
                to_jsonb(m.allowed)
            ))
            from (values
                ('state', '{proposed,accepted,dismissed,done}'::text[]),
                ('kind', '{pricing_optimization,marketing_focus,service_expansion,
                    capacity_adjustment,quality_improvement}')
            ) as m (name, allowed)
            where p_request -> m.name <> 'null' and (
                jsonb_typeof(p_request -> m.name) <> 'string'
                or p_request ->> m.name <> all(m.allowed)
            )
        ),
        case when p_request -> 'note' <> 'null' and (
            jsonb_typeof(p_request -> 'note') <> 'string' or length(p_request ->> 'note') > 2000
        ) then analytics.request_problem(
            'ZA189', '/note', 'note is a text of at most 2000 characters'
        ) end
    ));
end;
$$;

comment on function analytics.check_recommendation_request(jsonb, text[]) is
'Refuse a request about recommendations with members that there are not, or that cannot be. Raises
ZA110, ZA111, ZA189: all its problems as one error.';
revoke all on function analytics.check_recommendation_request(jsonb, text[]) from public;
grant execute on function analytics.check_recommendation_request(jsonb, text[])
to analytics_definer;
