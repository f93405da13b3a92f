create or replace function analytics.check_erasure(p_left jsonb)
returns void
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_tables text := (
        select string_agg(t.key, ', ' order by t.key)
        from jsonb_each_text(p_left) as t where t.value <> '0'
    );
begin
    if v_tables is not null then
        raise exception using
            errcode = 'ZA325',
            message = format('the client is still named in %s; nothing was erased', v_tables),
            hint = 'if events of the client came in meanwhile, try again';
    end if;
end;
$$;

comment on function analytics.check_erasure(jsonb) is
'Raises ZA325 where a table is left that names the client, which undoes the erasure.';
revoke all on function analytics.check_erasure(jsonb) from public;
