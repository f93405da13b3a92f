create or replace function analytics.drain_captures(p_limit integer default 1000)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_events jsonb;
begin
    -- One at a time; whoever comes second has nothing to wait for.
    if not pg_try_advisory_xact_lock(hashtextextended('analytics.drain_captures', 0)) then
        return 0;
    end if;
    v_events := analytics.take_captured(p_limit);
    if v_events is null then
        return 0;
    end if;
    perform analytics.store_captured(v_events);
    return jsonb_array_length(v_events);
end;
$$;

comment on function analytics.drain_captures(integer) is
'Judge and store what is next in the queue of captured rows, in one transaction with taking it off;
returns how many there were, 0 also while another session is at it.';
revoke all on function analytics.drain_captures(integer) from public;
