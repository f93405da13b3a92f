create or replace function analytics.save_dashboard(
    p_dashboard_id uuid,
    p_vendor_id uuid,
    p_user_id uuid,
    p_version integer,
    p_request jsonb
)
returns public.analytics_dashboards
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_is_default boolean := coalesce((p_request ->> 'isDefault')::boolean, false);
    v_saved public.analytics_dashboards;
begin
    if v_is_default then
        update public.analytics_dashboards as d
        set is_default = false, version = d.version + 1, updated_at = now()
        where d.vendor_id = p_vendor_id and d.user_id = p_user_id and d.is_default
            and d.id <> p_dashboard_id;
    end if;
    insert into public.analytics_dashboards as d (
        id, vendor_id, user_id, dashboard_name, dashboard_config, is_default, shared_with
    )
    values (
        p_dashboard_id, p_vendor_id, p_user_id, p_request ->> 'dashboardName',
        p_request -> 'dashboardConfig', v_is_default, array(
            select jsonb_array_elements_text(coalesce(p_request -> 'sharedWith', '[]'))
        )
    )
    on conflict on constraint analytics_dashboards_pkey do update set
        dashboard_name = excluded.dashboard_name,
        dashboard_config = excluded.dashboard_config,
        is_default = excluded.is_default,
        shared_with = excluded.shared_with,
        version = d.version + 1,
        updated_at = now()
    where d.version = p_version
    returning d.* into v_saved;
    -- Whoever was quicker has raised the version meanwhile.
    if v_saved.id is null then
        perform analytics.check_version(p_version, null);
    end if;
    return v_saved;
exception
    when unique_violation then
        raise exception using
            errcode = 'ZA305',
            message = 'there is a dashboard of this name, or another default',
            hint = 'choose another name',
            column = 'dashboardName';
    when foreign_key_violation then
        raise exception using
            errcode = 'ZA402',
            message = 'the user of the token is not in user_profiles',
            hint = 'use a token whose claim sub is the id of a user';
end;
$$;

comment on function analytics.save_dashboard(uuid, uuid, uuid, integer, jsonb) is
'Insert a dashboard, or change the one whose version this is. Raises ZA304 (changed meanwhile),
ZA305 (the name is taken), ZA402 (no such user). Whoever calls it has checked the caller.';
revoke all on function analytics.save_dashboard(uuid, uuid, uuid, integer, jsonb) from public;
grant execute on function analytics.save_dashboard(uuid, uuid, uuid, integer, jsonb)
to analytics_definer;
