create or replace function analytics.encode_reject_cursor(p_received_at timestamptz, p_id uuid)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select translate(encode(convert_to(format(
        '%s %s', to_char(p_received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), p_id
    ), 'UTF8'), 'base64'), e'+/=\n', '-_')
$$;

comment on function analytics.encode_reject_cursor(timestamptz, uuid) is
'The place after a reject in their order, latest first, as text that means nothing to clients.';
revoke all on function analytics.encode_reject_cursor(timestamptz, uuid) from public;
grant execute on function analytics.encode_reject_cursor(timestamptz, uuid) to analytics_definer;
