create or replace function analytics.judge_import_batch(p_after bigint, p_count integer)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_events jsonb := analytics.take_import_batch(p_after, p_count);
begin
    return analytics.judge_batch(v_events, p_is_singly => false);
exception
    when data_exception then
        return analytics.judge_batch(v_events, p_is_singly => true);
end;
$$;

comment on function analytics.judge_import_batch(bigint, integer) is
'What would become of the next events of an import: {received, rejected, reasons}. Stores nothing.';
revoke all on function analytics.judge_import_batch(bigint, integer) from public;
