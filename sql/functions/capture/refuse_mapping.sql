create or replace function analytics.refuse_mapping(p_member text, p_expected text)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    raise exception using
        errcode = 'ZA161',
        message = format('%s: %s', p_member, p_expected),
        hint = 'docs/how-to/capture-a-table.md lists the members of a mapping',
        column = p_member;
end;
$$;

comment on function analytics.refuse_mapping(text, text) is
'Raises ZA161: a member of a mapping is not what it has to be.';
revoke all on function analytics.refuse_mapping(text, text) from public;
