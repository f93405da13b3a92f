create or replace function analytics.refuse_setting(p_member text, p_expected text)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    raise exception using
        errcode = 'ZA185',
        message = format('%s is %s', p_member, p_expected),
        column = p_member;
end;
$$;

comment on function analytics.refuse_setting(text, text) is
'Raises ZA185: what a member of the settings of a key or webhook has to be, and is not.';
revoke all on function analytics.refuse_setting(text, text) from public;
grant execute on function analytics.refuse_setting(text, text) to analytics_definer;
