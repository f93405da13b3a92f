create or replace function analytics.csv_cell(p_cell jsonb)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when t.value is null then ''
        when t.value ~ '[",\r\n]' then '"' || replace(t.value, '"', '""') || '"'
        else t.value
    end
    from (
        select case
            -- A spreadsheet would calculate what begins like this; numbers are numbers.
            when jsonb_typeof(p_cell) = 'string' and p_cell #>> '{}' ~ '^[=+@\t\r-]'
                then '''' || (p_cell #>> '{}')
            else p_cell #>> '{}'
        end as value
    ) as t
$$;

comment on function analytics.csv_cell(jsonb) is
'A value as a cell of a CSV file (RFC 4180); a text that a spreadsheet would take for a formula gets
an apostrophe before it.';
revoke all on function analytics.csv_cell(jsonb) from public;
grant execute on function analytics.csv_cell(jsonb) to analytics_definer;
