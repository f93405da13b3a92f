create or replace function analytics.is_same_secret(p_left bytea, p_right bytea)
returns boolean
language sql
volatile
strict
security invoker
set search_path = ''
as $$
    -- Under a salt that nobody knows, how far two hashes are alike says nothing of the secrets.
    select sha256(s.salt || p_left) = sha256(s.salt || p_right)
    from (select convert_to(gen_random_uuid()::text, 'UTF8') as salt) as s
$$;

comment on function analytics.is_same_secret(bytea, bytea) is
'Whether two secrets are equal, in a time that does not tell where they differ.';
revoke all on function analytics.is_same_secret(bytea, bytea) from public;
