create or replace function analytics.require_scope(p_scope text)
returns void
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_scopes jsonb := analytics.current_claims() -> 'scopes';
begin
    if v_scopes is not null and not v_scopes ? p_scope then
        raise exception using
            errcode = 'ZA407',
            message = format('the key does not have the scope %s', p_scope),
            hint = format('make a key that has it: wedsync keys add --scope %s', p_scope);
    end if;
end;
$$;

comment on function analytics.require_scope(text) is
'Raises ZA407 where the claim scopes is there and does not have this one (ingest, read, admin), as
for a secret key. Tokens of users have no such claim, and all scopes.';
revoke all on function analytics.require_scope(text) from public;
grant execute on function analytics.require_scope(text) to analytics_definer;
