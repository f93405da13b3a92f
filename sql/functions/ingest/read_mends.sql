create or replace function analytics.read_mends(p_mends jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_mend jsonb;
begin
    for v_mend in
        select analytics.drop_null_members(m, '{event,merge}')
        from jsonb_array_elements(p_mends) as m
    loop
        perform analytics.check_reject_request(v_mend, array['id', 'event', 'merge']);
        if not v_mend ? 'id' or (v_mend ? 'event') = (v_mend ? 'merge') then
            perform analytics.refuse_reject_request(
                'mends', 'each has an id and either event or merge'
            );
        end if;
    end loop;
    return (
        select coalesce(jsonb_object_agg(
            analytics.try_uuid(m ->> 'id'), analytics.drop_null_members(m, '{event,merge}') - 'id'
        ), '{}')
        from jsonb_array_elements(p_mends) as m
    );
end;
$$;

comment on function analytics.read_mends(jsonb) is
'The mends [{id, event | merge}] of a replay by id. Raises ZA170.';
revoke all on function analytics.read_mends(jsonb) from public;
grant execute on function analytics.read_mends(jsonb) to analytics_definer;
