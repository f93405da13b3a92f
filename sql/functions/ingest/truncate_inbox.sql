create or replace function analytics.truncate_inbox(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '200ms'
as $$
begin
    truncate public.analytics_inbox;
exception
    when lock_not_available then
        -- A long COPY is under way. Others must not queue behind this: the next run comes soon.
        return;
end;
$$;

comment on function analytics.truncate_inbox(timestamptz, text) is
'The job truncate_inbox: empty the inbox, unless that would take more than 200 ms to begin.';
revoke all on function analytics.truncate_inbox(timestamptz, text) from public;
