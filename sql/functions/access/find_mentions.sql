create or replace function analytics.find_mentions(
    p_vendor_id uuid,
    p_patterns text[],
    p_needles text[]
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_table regclass;
    v_byte_columns text[];
    v_count bigint;
    v_counts jsonb := jsonb_build_object();
begin
    for v_table in
        select distinct l.table_name from analytics.list_tenant_columns() as l
        order by l.table_name
    loop
        -- What was refused is kept as the bytes that came, and may have been for no vendor at all.
        v_byte_columns := array(
            select a.attname::text
            from pg_catalog.pg_attribute as a
            where a.attrelid = v_table and a.atttypid = 'bytea'::regtype and not a.attisdropped
        );
        execute format(
            'select count(*) from %s as t where (t.vendor_id = $1 or t.vendor_id is null'
            ' and to_jsonb(t) -> ''sender_vendor_ids'' ? $1::text)'
            ' and (t::text like any($3) or $4 <> ''{}'')'
            ' and analytics.searchable_text(to_jsonb(t), $4) ~ any($2)',
            v_table
        )
        into v_count using p_vendor_id, p_patterns, p_needles, v_byte_columns;
        v_counts := v_counts || jsonb_build_object(v_table::text, v_count);
    end loop;
    return v_counts;
end;
$$;

comment on function analytics.find_mentions(uuid, text[], text[]) is
'How many rows of a vendor name a client in any column of text or JSON, by table.';
revoke all on function analytics.find_mentions(uuid, text[], text[]) from public;
