create or replace function analytics.parse_vendor_ids(p_vendor_id jsonb)
returns uuid[]
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_ids jsonb := case jsonb_typeof(p_vendor_id)
        when 'array' then p_vendor_id else jsonb_build_array(p_vendor_id)
    end;
begin
    if jsonb_array_length(v_ids) > 10000 then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA126', '/vendorId', '10000 vendors are the most'
        ));
    elsif v_ids = '[]' or exists (
        select from jsonb_array_elements(v_ids) as i
        where jsonb_typeof(i) <> 'string'
            or i #>> '{}' !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    ) then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA110', '/vendorId', 'vendorId is a UUID, an array of UUIDs, or "all"'
        ));
    end if;
    return array(select i::uuid from jsonb_array_elements_text(v_ids) as i);
end;
$$;

comment on function analytics.parse_vendor_ids(jsonb) is
'The ids of a vendorId, one or an array. Raises ZA110, ZA126.';
revoke all on function analytics.parse_vendor_ids(jsonb) from public;
grant execute on function analytics.parse_vendor_ids(jsonb) to analytics_definer;
