create or replace function analytics.replace_generated(
    p_signature text,
    p_definition text,
    p_purpose text
)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_comment text := format('Generated (%s). %s', md5(p_definition), p_purpose);
begin
    -- Two sessions replacing one function at once would fail with "tuple concurrently updated".
    perform pg_advisory_xact_lock(hashtextextended('analytics.replace_generated', 0));
    if obj_description(to_regprocedure(p_signature), 'pg_proc') = v_comment then
        return false;
    end if;
    execute p_definition;
    execute format('comment on function %s is %L', p_signature, v_comment);
    execute format('revoke all on function %s from public', p_signature);
    return true;
end;
$$;

comment on function analytics.replace_generated(text, text, text) is
'Create or replace a generated function, only where its definition has changed; returns whether it
had. The comment begins with "Generated" and holds the checksum.';
revoke all on function analytics.replace_generated(text, text, text) from public;
