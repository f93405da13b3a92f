-- Policies depend on these functions, so they live in migrations and not in sql/.
set local role analytics_owner;

create table analytics.login_vendors (
    vendor_id uuid not null,
    login_name text not null,
    created_at timestamptz not null default now(),
    constraint login_vendors_pkey primary key (vendor_id, login_name)
);
create index login_vendors_login_name_idx on analytics.login_vendors (login_name);
comment on table analytics.login_vendors is
'The vendors of roles that log in by themselves, such as BI tools and producers: these and no
others, whatever claims their sessions set.';
comment on column analytics.login_vendors.vendor_id is
'No foreign key: a login whose vendor is gone stays bound, and sees nothing.';
call analytics.protect_tenant_table('analytics.login_vendors');

create or replace function analytics.is_platform_admin()
returns boolean
-- In PL/pgSQL, which keeps its plan: every call of the service asks.
language plpgsql
stable
parallel unsafe
security definer
set search_path = ''
as $$
begin
    return coalesce(
        analytics.current_claims() #> '{app_metadata,platform_admin}' = 'true'::jsonb
        and not exists (
            select from analytics.login_vendors as l where l.login_name = session_user
        ),
        false
    )
    or pg_catalog.pg_has_role(
        coalesce(nullif(current_setting('role', true), 'none'), session_user),
        'analytics_owner', 'member'
    );
end;
$$;
comment on function analytics.is_platform_admin() is
'True for a caller that sees all vendors: by claim, which counts for nothing in a session of a
bound login (analytics.login_vendors), or as DBA (a member of analytics_owner).';

create or replace function analytics.current_vendor_ids()
returns uuid[]
language plpgsql
stable
parallel unsafe
security definer
set search_path = ''
as $$
declare
    v_claims jsonb := analytics.current_claims();
    v_vendor_ids uuid[];
    v_user_id uuid;
begin
    -- Whoever logs in by himself may set any claims: of a bound login they say nothing.
    v_vendor_ids := (
        select array_agg(l.vendor_id)
        from analytics.login_vendors as l
        where l.login_name = session_user
    );
    if v_vendor_ids is not null then
        return v_vendor_ids;
    end if;
    if jsonb_typeof(v_claims #> '{app_metadata,vendor_ids}') = 'array' then
        select array_agg(vendor_id::uuid)
        into v_vendor_ids
        from jsonb_array_elements_text(v_claims #> '{app_metadata,vendor_ids}') as vendor_id;
    end if;
    if v_claims ->> 'sub' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
        v_user_id := (v_claims ->> 'sub')::uuid;
    end if;
    return coalesce(v_vendor_ids, '{}') || array(
        select m.vendor_id from analytics.vendor_members as m where m.user_id = v_user_id
    );
exception
    when invalid_text_representation then
        raise exception using
            errcode = 'ZA401',
            message = 'the claim app_metadata.vendor_ids holds something that is not a UUID',
            hint = 'issue the token with a list of vendor ids';
end;
$$;
comment on function analytics.current_vendor_ids() is
'Vendors the caller may act for: the claim app_metadata.vendor_ids (never user_metadata) and the
memberships of the claim sub. Of a bound login those of analytics.login_vendors, whatever
the claims. Empty without claims. Raises ZA401 for claims that are garbage.';
