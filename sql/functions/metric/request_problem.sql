create or replace function analytics.request_problem(
    p_code text,
    p_pointer text,
    p_detail text,
    p_nearest jsonb default '[]'
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_build_object('problem', jsonb_build_object(
        'code', p_code, 'pointer', p_pointer, 'detail', p_detail, 'nearest', p_nearest
    ))
$$;

comment on function analytics.request_problem(text, text, text, jsonb) is
'What is wrong with a part of a request. It stands in the resolved request in place of that part,
until analytics.raise_request_problems collects them all.';
revoke all on function analytics.request_problem(text, text, text, jsonb) from public;
grant execute on function analytics.request_problem(text, text, text, jsonb) to analytics_definer;
