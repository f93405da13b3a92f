create or replace function analytics.check_import_map()
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_columns text := (
        select string_agg(
            format('%s %s', a.attname, format_type(a.atttypid, a.atttypmod)),
            ', ' order by a.attnum
        )
        from pg_catalog.pg_attribute as a
        where a.attrelid = to_regclass('pg_temp.import_map') and a.attnum > 0
    );
begin
    if v_columns is distinct from 'event jsonb' then
        raise exception using
            errcode = 'ZA141',
            message = format(
                'a map returns one column, event jsonb; this one returns %s',
                coalesce(v_columns, 'nothing')
            ),
            hint = 'select jsonb_build_object(''id'', …) as event from import_rows';
    end if;
    grant select on table pg_temp.import_map to analytics_ingest;
    grant select, insert on table pg_temp.import_events to analytics_ingest;
end;
$$;

comment on function analytics.check_import_map() is
'Raises ZA141 unless the temporary view import_map returns events; lets map_import_rows read it.';
revoke all on function analytics.check_import_map() from public;
