create or replace function analytics.compile_generated()
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_is_new boolean := analytics.compile_validator();
begin
    v_is_new := analytics.compile_plain_data() or v_is_new;
    if analytics.compile_rollup() then
        -- What was counted by the old catalogue is counted anew by the next run of the job.
        update analytics.fold_state set rebuild_requested_at = clock_timestamp();
        v_is_new := true;
    end if;
    -- By the registry and the catalogue, so after both.
    v_is_new := analytics.compile_plain_event() or v_is_new;
    return analytics.compile_captures() or v_is_new;
end;
$$;

comment on function analytics.compile_generated() is
'Compile the registry into the validator, the metric catalogue into the rollup, both into the way of
a plain event, and the tracked tables into their triggers, where they have changed; returns whether
they had. Called after sql/ is loaded and when the tables change.';
revoke all on function analytics.compile_generated() from public;
