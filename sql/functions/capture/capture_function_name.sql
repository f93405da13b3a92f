create or replace function analytics.capture_function_name(p_source_name text, p_operation text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        'tf_%s_%s_capture_%s',
        left(trim('_' from regexp_replace(lower(p_source_name), '[^a-z0-9]+', '_', 'g')), 30),
        left(md5(p_source_name), 8), p_operation
    )
$$;

comment on function analytics.capture_function_name(text, text) is
'Name of the generated trigger function for an operation on a tracked table.';
revoke all on function analytics.capture_function_name(text, text) from public;
