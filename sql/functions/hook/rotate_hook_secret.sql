create or replace function analytics_api.rotate_hook_secret(
    p_source_name text,
    p_secret text default null,
    p_overlap interval default interval '1 day'
)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_secret text := coalesce(
        p_secret, 'whsec_' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    );
begin
    perform analytics.find_hook_vendor(p_source_name);
    if length(v_secret) not between 16 and 500 then
        perform analytics.refuse_setting('secret', 'a text of 16 to 500 characters');
    end if;
    perform analytics.store_hook_secret(p_source_name, v_secret, p_overlap);
    return v_secret;
end;
$$;

comment on function analytics_api.rotate_hook_secret(text, text, interval) is
'Give a source a new secret, its own or a random one, and return it this once; the one until now
counts for p_overlap more, so that the sender can be told meanwhile. For owners of the vendor and
administrators. Raises ZA185, ZA220, ZA403.';
revoke all on function analytics_api.rotate_hook_secret(text, text, interval) from public;
grant execute on function analytics_api.rotate_hook_secret(text, text, interval)
to analytics_api_user;
