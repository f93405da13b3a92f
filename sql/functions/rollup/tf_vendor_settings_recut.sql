create or replace function analytics.tf_vendor_settings_recut()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
    if exists (
        select from public.analytics_events as e where e.vendor_id = new.vendor_id
    ) then
        -- Whoever is writing has cut by the old settings: wait for them, and let nobody in.
        set local lock_timeout = '5s';
        lock table public.analytics_events in share row exclusive mode;
        perform analytics.rebuild_vendor(new.vendor_id);
    end if;
    return null;
exception
    when lock_not_available then
        raise exception using
            errcode = 'ZA501',
            message = 'events are being written; the settings of this vendor were not changed',
            hint = 'try again when less is going on';
end;
$$;

comment on function analytics.tf_vendor_settings_recut() is
'Recounts a vendor''s rollups when its time zone, currency or first day of the week changes. Writers
of events wait meanwhile. Raises ZA501 where they keep it waiting for 5 s.';
revoke all on function analytics.tf_vendor_settings_recut() from public;
