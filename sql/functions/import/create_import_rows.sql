create or replace function analytics.create_import_rows(p_columns text[])
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_twice text;
begin
    select c into v_twice
    from unnest(p_columns || 'row_number'::text) as c
    group by c
    having count(*) > 1 or c = ''
    order by c
    limit 1;
    if v_twice is not null or cardinality(p_columns) = 0 then
        raise exception using
            errcode = 'ZA140',
            message = case
                when v_twice = '' then 'a column of the file has no name'
                when v_twice is null then 'the file has no columns'
                else format('the file has the column "%s" twice', v_twice)
            end,
            hint = 'the first line names the columns; row_number is added by the import';
    end if;
    drop table if exists pg_temp.import_raw, pg_temp.import_events cascade;
    execute format(
        'create temporary table import_raw (row_number bigint generated always as identity, %s)',
        (select string_agg(format('%I text', c), ', ' order by n)
        from unnest(p_columns) with ordinality as u (c, n))
    );
    execute format(
        'create temporary view import_rows as select row_number, %s from pg_temp.import_raw',
        (select string_agg(
            -- No-break spaces and the like are blanks, too.
            format('nullif(btrim(%1$I, e'' \t\r\n\u00a0''), '''') as %1$I', c), ', ' order by n
        ) from unnest(p_columns) with ordinality as u (c, n))
    );
    create temporary table import_events (
        "position" bigint not null,
        "event" jsonb not null
    );
    return format(
        'copy pg_temp.import_raw (%s) from stdin',
        (select string_agg(format('%I', c), ', ' order by n)
        from unnest(p_columns) with ordinality as u (c, n))
    );
end;
$$;

comment on function analytics.create_import_rows(text[]) is
'Make the temporary objects of an import: import_raw for the columns of a file as text, numbered;
the view import_rows on it, which maps read, without surrounding blanks and with null for what is
empty; import_events for what the map returns. Returns the COPY command that fills import_raw.
Raises ZA140.';
revoke all on function analytics.create_import_rows(text[]) from public;
