create or replace function analytics.tf_event_types_compile()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.compile_validator();
    return null;
end;
$$;

comment on function analytics.tf_event_types_compile() is
'Compiles the validator anew when the registry changes.';
revoke all on function analytics.tf_event_types_compile() from public;
