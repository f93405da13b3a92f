create or replace function analytics.searchable_text(p_row jsonb, p_byte_columns text[])
returns text
language sql
immutable
parallel unsafe
security invoker
set search_path = ''
as $$
    select concat_ws(' ', p_row::text, (
        select string_agg(analytics.bytes_as_text(decode(substr(p_row ->> c, 3), 'hex')), ' ')
        from unnest(p_byte_columns) as c
    ))
$$;

comment on function analytics.searchable_text(jsonb, text[]) is
'A row as JSON text, followed by what its columns of bytes say: JSON has them in hexadecimal.';
revoke all on function analytics.searchable_text(jsonb, text[]) from public;
