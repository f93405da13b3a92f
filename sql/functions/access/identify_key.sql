create or replace function analytics_api.identify_key(p_key_sha256 bytea)
returns jsonb
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.use_secret_key(p_key_sha256)
$$;

comment on function analytics_api.identify_key(bytea) is
'The claims to act by for whoever sends the secret key with this SHA-256. The key itself stays where
it was sent to, so that no log of the database has it. Raises ZA408 (none, expired or revoked).';
revoke all on function analytics_api.identify_key(bytea) from public;
grant execute on function analytics_api.identify_key(bytea) to analytics_api_user;
