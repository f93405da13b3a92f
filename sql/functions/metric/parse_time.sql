create or replace function analytics.parse_time(p_text text)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    if p_text !~ ('^\d{4}-\d{2}-\d{2}'
        || '([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$') then
        return null;
    elsif p_text ~ '[T ].*(Z|[+-]\d{2}(:?\d{2})?)$' then
        return jsonb_build_object('at', to_char(
            p_text::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
        ));
    end if;
    return jsonb_build_object('local', p_text::timestamp);
exception
    when data_exception then
        return null;
end;
$$;

comment on function analytics.parse_time(text) is
'{"local": …} of a date or of a time without offset, {"at": …} of a time with one; null if it is
neither.';
revoke all on function analytics.parse_time(text) from public;
grant execute on function analytics.parse_time(text) to analytics_definer;
