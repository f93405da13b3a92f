-- Policies depend on these functions, so they live in migrations and not in sql/.
set local role analytics_owner;

create table analytics.vendor_members (
    vendor_id uuid not null,
    user_id uuid not null,
    member_role text not null default 'staff',
    created_at timestamptz not null default now(),
    constraint vendor_members_pkey primary key (vendor_id, user_id),
    constraint vendor_members_member_role_check check (member_role in ('owner', 'staff', 'viewer'))
);
create index vendor_members_user_id_idx on analytics.vendor_members (user_id);
comment on table analytics.vendor_members is
'Which user may act for which vendor, where the token of the user does not say it itself.';

-- Parallel unsafe, for its handler of errors is a subtransaction, which no parallel plan may begin.
create function analytics.current_claims()
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb;
exception
    when data_exception then
        raise exception using
            errcode = 'ZA401',
            message = 'the claims of this request are not valid JSON',
            hint = 'set request.jwt.claims to the payload of the verified token';
end;
$$;
comment on function analytics.current_claims() is
'Claims of the request (setting request.jwt.claims); {} where none are set. Raises ZA401.';

create function analytics.is_platform_admin()
returns boolean
-- In PL/pgSQL, which keeps its plan: every call of the service asks.
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return coalesce(
        analytics.current_claims() #> '{app_metadata,platform_admin}' = 'true'::jsonb, false
    )
    or pg_catalog.pg_has_role(
        coalesce(nullif(current_setting('role', true), 'none'), session_user),
        'analytics_owner', 'member'
    );
end;
$$;
comment on function analytics.is_platform_admin() is
'True for a caller that sees all vendors: by claim, or as DBA (a member of analytics_owner).';

create function analytics.current_vendor_ids()
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
memberships of the claim sub. Empty without claims. Raises ZA401 for claims that are garbage.';

revoke all on function analytics.current_claims() from public;
revoke all on function analytics.is_platform_admin() from public;
revoke all on function analytics.current_vendor_ids() from public;
grant execute on function analytics.current_claims()
to analytics_definer, analytics_api_user, analytics_reader;
grant execute on function analytics.is_platform_admin()
to analytics_definer, analytics_api_user, analytics_reader;
grant execute on function analytics.current_vendor_ids()
to analytics_definer, analytics_api_user, analytics_reader;

create procedure analytics.protect_tenant_table(
    p_table regclass,
    p_vendor_column name default 'vendor_id'
)
language plpgsql
security invoker
set search_path = ''
as $$
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('alter table %s force row level security', p_table);
    execute format(
        'create policy owner_all on %s to analytics_owner using (true) with check (true)', p_table
    );
    -- Both calls are sub-selects, so each runs once per query and not once per row.
    execute format(
        'create policy tenant_reads on %s for select to analytics_definer using ('
        '%I = any ((select analytics.current_vendor_ids())::uuid[])'
        ' or (select analytics.is_platform_admin()))',
        p_table, p_vendor_column
    );
    execute format('grant select on %s to analytics_definer', p_table);
end;
$$;
comment on procedure analytics.protect_tenant_table (regclass, name) is
'Put a table under forced row-level security: the owner sees all, the api the caller''s vendors.';
revoke all on procedure analytics.protect_tenant_table(regclass, name) from public;

call analytics.protect_tenant_table('analytics.vendor_members');
