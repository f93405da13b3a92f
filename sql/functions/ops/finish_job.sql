create or replace function analytics.finish_job(
    p_job_name text,
    p_now timestamptz,
    p_item_count integer,
    p_errors text[]
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_now timestamptz := coalesce(p_now, clock_timestamp());
    v_status text := case when cardinality(p_errors) > 0 then 'failed' else 'succeeded' end;
    v_job analytics.jobs;
begin
    -- A quick job without work keeps its row as it is: it is simply due again.
    update analytics.jobs as j
    set
        next_run_at = date_bin(j.every, v_now, timestamptz '2000-01-01 03:00:00+00') + j.every,
        last_started_at = coalesce(j.last_started_at, v_now),
        last_finished_at = v_now,
        last_status = v_status,
        last_error = p_errors[1]
    where j.job_name = p_job_name and (
        p_item_count > 0
        or j.every >= interval '10 seconds'
        -- By a run that was killed.
        or j.last_status = 'running'
    )
    returning j.* into v_job;
    if found and (v_job.every >= interval '10 seconds' or v_status = 'failed') then
        insert into analytics.job_runs (
            job_name, started_at, finished_at, status, item_count, failed_count, error
        )
        values (
            p_job_name, v_job.last_started_at, v_now, v_status,
            p_item_count, cardinality(p_errors), array_to_string(p_errors[1:10], e'\n')
        );
    end if;
end;
$$;

comment on function analytics.finish_job(text, timestamptz, integer, text[]) is
'Record how a run ended and when the job is due next: at multiples of its interval, those of a day
or more at 03:00 UTC.';
revoke all on function analytics.finish_job(text, timestamptz, integer, text[]) from public;
