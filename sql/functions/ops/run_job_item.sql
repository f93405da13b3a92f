create or replace function analytics.run_job_item(
    p_job_name text,
    p_now timestamptz,
    p_item text
)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_routine text;
begin
    select j.routine into v_routine from analytics.jobs as j where j.job_name = p_job_name;
    execute format('select analytics.%I($1, $2)', v_routine)
    using coalesce(p_now, clock_timestamp()), p_item;
    return null;
exception
    when others then
        return format('%s%s (%s)', coalesce(p_item || ': ', ''), sqlerrm, sqlstate);
end;
$$;

comment on function analytics.run_job_item(text, timestamptz, text) is
'Do one item of a job; returns null, or the error, whose work is then undone.';
revoke all on function analytics.run_job_item(text, timestamptz, text) from public;
