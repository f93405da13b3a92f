create or replace function analytics.check_reject_request(p_request jsonb, p_members text[])
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_member text;
    v_value jsonb;
    v_message text;
begin
    if jsonb_typeof(p_request) is distinct from 'object' then
        perform analytics.refuse_reject_request('', 'a request is an object');
    end if;
    for v_member, v_value in select e.key, e.value from jsonb_each(p_request) as e order by 1 loop
        v_message := case
            when v_member <> all(p_members)
                then format('there is no member %s here', to_json(left(v_member, 100)))
            when v_member in ('vendorId', 'id') and (
                jsonb_typeof(v_value) <> 'string' or analytics.try_uuid(v_value #>> '{}') is null
            ) then 'a UUID is expected'
            when v_member in ('from', 'to') and (
                jsonb_typeof(v_value) <> 'string'
                or analytics.try_timestamptz(v_value #>> '{}') is null
            ) then 'a time in RFC 3339 with an offset is expected'
            when v_member = 'state' and v_value not in ('"open"', '"replayed"', '"closed"', '"all"')
                then 'open, replayed, closed or all is expected'
            when v_member = 'limit' and coalesce(
                analytics.try_integer(v_value #>> '{}') not between 1 and 500, true
            ) then 'a whole number from 1 to 500 is expected'
            when v_member in ('door', 'keyword', 'eventType', 'cursor')
                and jsonb_typeof(v_value) <> 'string' then 'text is expected'
            when v_member in ('merge', 'event') and jsonb_typeof(v_value) <> 'object'
                then 'an object is expected'
            when v_member in ('ids', 'mends') and jsonb_typeof(v_value) <> 'array'
                then 'an array is expected'
        end;
        if v_message is not null then
            perform analytics.refuse_reject_request(v_member, v_message);
        end if;
    end loop;
    -- Now, for a query that finds nothing would not look at it.
    perform analytics.decode_cursor(p_request ->> 'cursor', '{time,uuid}');
end;
$$;

comment on function analytics.check_reject_request(jsonb, text[]) is
'Check the members of a request for rejects, of which p_members are allowed. Raises ZA156,
ZA170.';
revoke all on function analytics.check_reject_request(jsonb, text[]) from public;
grant execute on function analytics.check_reject_request(jsonb, text[]) to analytics_definer;
