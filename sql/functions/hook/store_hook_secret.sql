create or replace function analytics.store_hook_secret(
    p_source_name text,
    p_secret text,
    p_overlap interval
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_now timestamptz := clock_timestamp();
begin
    -- Two live at most: the one in use until now, and the new one.
    delete from analytics.hook_secrets as s
    where s.source_name = p_source_name
        and (s.expires_at is not null or p_overlap <= interval '0');
    update analytics.hook_secrets as s
    set expires_at = v_now + p_overlap
    where s.source_name = p_source_name;
    insert into analytics.hook_secrets (source_name, secret, created_at)
    values (p_source_name, p_secret, v_now);
end;
$$;

comment on function analytics.store_hook_secret(text, text, interval) is
'Make a secret the one in use; the one until now counts for p_overlap more. Runs as the owner of the
table; whoever calls it has checked the caller.';
revoke all on function analytics.store_hook_secret(text, text, interval) from public;
grant execute on function analytics.store_hook_secret(text, text, interval) to analytics_definer;
