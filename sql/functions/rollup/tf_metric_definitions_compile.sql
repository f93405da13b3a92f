create or replace function analytics.tf_metric_definitions_compile()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    perform analytics.compile_generated();
    perform analytics.note_catalogue();
    return null;
end;
$$;

comment on function analytics.tf_metric_definitions_compile() is
'Compiles the rollup anew when the metric catalogue changes, and has the past recounted by it.';
revoke all on function analytics.tf_metric_definitions_compile() from public;
