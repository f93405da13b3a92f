create or replace function analytics.decode_cursor(p_cursor text, p_types text[])
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_position jsonb;
begin
    if p_cursor is null then
        return null;
    end if;
    begin
        v_position := convert_from(decode(
            rpad(translate(p_cursor, '-_', '+/'), (length(p_cursor) + 3) / 4 * 4, '='), 'base64'
        ), 'UTF8')::jsonb;
    exception
        when data_exception then
            v_position := null;
    end;
    if jsonb_typeof(v_position) is distinct from 'array'
        or jsonb_array_length(v_position) <> cardinality(p_types)
        or exists (
            select
            from unnest(p_types) with ordinality as t (kind, place)
            cross join lateral (select v_position -> (t.place - 1)::integer as item) as e
            where case t.kind
                when 'uuid' then analytics.try_uuid(e.item #>> '{}') is null
                when 'time' then analytics.try_timestamptz(e.item #>> '{}') is null
                else jsonb_typeof(e.item) <> t.kind
            end
        ) then
        raise exception using
            errcode = 'ZA156',
            message = 'this is no nextCursor of this list',
            detail = '[{"pointer": "/cursor", "detail": "this is no nextCursor of this list"}]',
            hint = 'send a nextCursor as it came, or none for the first page',
            column = 'cursor';
    end if;
    return v_position;
end;
$$;

comment on function analytics.decode_cursor(text, text[]) is
'The position that a cursor of encode_cursor stands for, null for none: an array of values of these
types (of jsonb, uuid or time). Raises ZA156 for what is no cursor of such a list.';
revoke all on function analytics.decode_cursor(text, text[]) from public;
grant execute on function analytics.decode_cursor(text, text[]) to analytics_definer;
