create or replace function analytics.decode_reject_cursor(
    p_cursor text,
    out received_at timestamptz,
    out id uuid
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_text text;
begin
    if p_cursor is null then
        return;
    end if;
    begin
        v_text := convert_from(decode(
            rpad(translate(p_cursor, '-_', '+/'), (length(p_cursor) + 3) / 4 * 4, '='), 'base64'
        ), 'UTF8');
    exception
        when data_exception then
            v_text := null;
    end;
    received_at := analytics.try_timestamptz(split_part(v_text, ' ', 1));
    id := analytics.try_uuid(split_part(v_text, ' ', 2));
    if received_at is null or id is null then
        perform analytics.refuse_reject_request('cursor', 'this is no nextCursor of ours');
    end if;
end;
$$;

comment on function analytics.decode_reject_cursor(text) is
'The place that a cursor stands for, nulls for none. Raises ZA171 for what is no cursor.';
revoke all on function analytics.decode_reject_cursor(text) from public;
grant execute on function analytics.decode_reject_cursor(text) to analytics_definer;
