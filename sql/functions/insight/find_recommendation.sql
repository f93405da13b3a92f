create or replace function analytics.find_recommendation(p_id uuid, p_scope text)
returns analytics.recommendations
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_found analytics.recommendations;
begin
    -- Also where there is none, and the query does not come to ask.
    perform analytics.require_scope(p_scope);
    select r.* into v_found
    from analytics.recommendations as r
    where r.id = p_id and r.vendor_id in (
        select (v ->> 'vendorId')::uuid
        from jsonb_array_elements(analytics.resolve_vendors('"all"', p_scope)) as v
    );
    if v_found.id is null then
        raise exception using
            errcode = 'ZA230',
            message = 'there is no such recommendation',
            hint = 'analytics_api.list_recommendations names yours';
    end if;
    return v_found;
end;
$$;

comment on function analytics.find_recommendation(uuid, text) is
'A recommendation for a vendor of the caller, who needs the scope. Raises ZA230 for any other,
alike.';
revoke all on function analytics.find_recommendation(uuid, text) from public;
grant execute on function analytics.find_recommendation(uuid, text) to analytics_definer;
