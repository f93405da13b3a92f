create or replace function analytics.refuse_reject_request(p_member text, p_message text)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    raise exception using
        errcode = 'ZA170',
        message = p_message,
        detail = jsonb_build_array(jsonb_build_object(
            'pointer', '/' || p_member, 'detail', p_message
        ))::text,
        hint = 'docs/how-to/replay-rejected-events.md shows what may be asked',
        column = p_member;
end;
$$;

comment on function analytics.refuse_reject_request(text, text) is
'Raises ZA170 for a member of a request for rejects that has the wrong shape.';
revoke all on function analytics.refuse_reject_request(text, text) from public;
grant execute on function analytics.refuse_reject_request(text, text) to analytics_definer;
