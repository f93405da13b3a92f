create or replace function analytics.compile_required(
    p_argument jsonb,
    p_value text,
    p_pointer text
)
returns analytics.compiled_schema
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select row(
        format(
            'case jsonb_typeof(%1$s) when ''object'' then %1$s ?& %2$L else true end', p_value,
            array(select jsonb_array_elements_text(p_argument))
        ),
        -- A reason for each that is missing, at the place where it should be.
        format(
            'select %1$s || ''/'' || k, ''required'', to_jsonb(k), null::jsonb'
            ' from unnest(%2$L::text[]) as k'
            ' where jsonb_typeof(%3$s) = ''object'' and not %3$s ? k',
            p_pointer, array(select jsonb_array_elements_text(p_argument)), p_value
        )
    )::analytics.compiled_schema
$$;

comment on function analytics.compile_required(jsonb, text, text) is
'Compile the keyword required.';
revoke all on function analytics.compile_required(jsonb, text, text) from public;
