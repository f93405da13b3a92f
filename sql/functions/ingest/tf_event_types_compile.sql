create or replace function analytics.tf_event_types_compile()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.compile_validator();
    perform analytics.compile_plain_data();
    perform analytics.compile_plain_event();
    perform analytics.compile_captures();
    perform analytics.note_catalogue();
    return null;
end;
$$;

comment on function analytics.tf_event_types_compile() is
'Compiles the validator, the way of a plain event and the capture triggers anew when the registry
changes.';
revoke all on function analytics.tf_event_types_compile() from public;
