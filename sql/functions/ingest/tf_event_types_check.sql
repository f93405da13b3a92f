create or replace function analytics.tf_event_types_check()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_reasons jsonb;
begin
    if tg_op <> 'INSERT' and exists (
        select from public.analytics_events as e
        inner join analytics.event_window as w on e."timestamp" >= w.from_at
        where e.vendor_id in (select p.id from public.user_profiles as p)
            and e.event_type = old.event_type and e.schema_version = old.schema_version
    ) and (
        tg_op = 'DELETE'
        or (new.data_schema, new.kind) is distinct from (old.data_schema, old.kind)
    ) then
        raise exception using
            errcode = 'ZA301',
            message = format(
                'version %s of %s is in use and cannot change', old.schema_version, old.event_type
            ),
            hint = 'register the next version',
            column = 'schemaVersion';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    select jsonb_agg(to_jsonb(v)) into v_reasons
    from analytics.validate_json(new.data_schema, new.example, true) as v;
    if v_reasons is not null then
        raise exception using
            errcode = 'ZA106',
            message = format('the example of %s does not fit its schema', new.event_type),
            detail = v_reasons::text,
            column = 'example';
    end if;
    return new;
end;
$$;

comment on function analytics.tf_event_types_check() is
'Refuses a change of a version that events use (ZA301), a schema that cannot be compiled (ZA104,
ZA105), and an example that does not fit its schema (ZA106).';
revoke all on function analytics.tf_event_types_check() from public;
