create or replace function analytics.has_format(p_text text, p_format text)
returns boolean
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    case p_format
        when 'date' then
            return p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                and analytics.is_calendar_day(p_text);
        when 'date-time' then
            return p_text ~* '^[0-9]{4}-[0-9]{2}-[0-9]{2}t([01][0-9]|2[0-3]):[0-5][0-9]:'
                '([0-5][0-9]|60)(\.[0-9]+)?(z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'
                and analytics.is_calendar_day(left(p_text, 10));
        when 'uuid' then
            return p_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
        when 'email' then
            return length(p_text) <= 254 and p_text ~ '^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*$'
                and p_text !~ '(^|[^"])\.\.|^\.|\.@';
        else
            return p_text ~ '^[A-Za-z][A-Za-z0-9+.-]*:'
                '([A-Za-z0-9._~:/?#@!$&''()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*$';
    end case;
end;
$$;

comment on function analytics.has_format(text, text) is
'Whether a text is a date (of the calendar, RFC 3339), date-time (RFC 3339), uuid (RFC 4122), email
(RFC 5321, without quoting) or uri (RFC 3986). Never raises.';
revoke all on function analytics.has_format(text, text) from public;
