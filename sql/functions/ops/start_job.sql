create or replace function analytics.start_job(p_job_name text, p_now timestamptz)
returns text[]
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_now timestamptz := coalesce(p_now, clock_timestamp());
    v_items_routine text;
    v_items text[];
begin
    select j.items_routine into v_items_routine
    from analytics.jobs as j
    where j.job_name = p_job_name;
    begin
        if v_items_routine is null then
            v_items := array[null]::text[];
        else
            execute format('select array(select i from analytics.%I($1) as i)', v_items_routine)
            into v_items
            using v_now;
        end if;
    exception
        when others then
            perform analytics.finish_job(
                p_job_name, p_now, 1, array[format('%s (%s)', sqlerrm, sqlstate)]
            );
            return null;
    end;
    -- The fold finds nothing most of the time; that is not worth a row version every second.
    if cardinality(v_items) > 0 then
        update analytics.jobs as j
        set last_started_at = v_now, last_status = 'running'
        where j.job_name = p_job_name;
    end if;
    return v_items;
end;
$$;

comment on function analytics.start_job(text, timestamptz) is
'Mark a job as running; returns the items of this run, [null] for a job without items. Null where
they could not be listed, which is then recorded as a failed run.';
revoke all on function analytics.start_job(text, timestamptz) from public;
