create or replace function analytics.find_hook_vendor(p_source_name text)
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_vendor_id uuid := (
        select s.vendor_id
        from analytics.hook_sources as s
        where s.source_name = p_source_name
    );
begin
    perform analytics.require_scope('admin');
    if v_vendor_id is null then
        raise exception using
            errcode = 'ZA220',
            message = 'there is no such source of webhooks, or it is not yours',
            detail = format('source=%s', p_source_name),
            column = 'source';
    end if;
    return analytics.require_vendor(to_jsonb(v_vendor_id), p_as_owner => true);
end;
$$;

comment on function analytics.find_hook_vendor(text) is
'The vendor of a source that the caller may change. Raises ZA220 (none), ZA403, ZA407.';
revoke all on function analytics.find_hook_vendor(text) from public;
grant execute on function analytics.find_hook_vendor(text) to analytics_definer;
