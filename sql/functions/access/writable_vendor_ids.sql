create or replace function analytics.writable_vendor_ids()
returns uuid[]
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    -- Only keys have scopes; to ask without cause costs a single event more than to write its mark.
    if analytics.current_claims() ? 'scopes' then
        perform analytics.require_scope('ingest');
    end if;
    return case when not analytics.is_platform_admin() then analytics.current_vendor_ids() end;
end;
$$;

comment on function analytics.writable_vendor_ids() is
'Vendors the caller may write events for; null for all of them. Raises ZA407 (a key without the
scope ingest).';
revoke all on function analytics.writable_vendor_ids() from public;
grant execute on function analytics.writable_vendor_ids() to analytics_definer;
