create or replace function analytics.uuid_v7_time(p_id uuid)
returns timestamptz
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when substr(p_id::text, 15, 1) = '7' and substr(p_id::text, 20, 1) in ('8', '9', 'a', 'b')
            then timestamptz '1970-01-01 00:00:00+00' + interval '1 millisecond' * (
                'x' || lpad(substr(replace(p_id::text, '-', ''), 1, 12), 16, '0')
            )::bit(64)::bigint
    end
$$;

comment on function analytics.uuid_v7_time(uuid) is
'The moment, to the millisecond, that a UUID of version 7 carries; null for other versions.
RFC 9562.';
revoke all on function analytics.uuid_v7_time(uuid) from public;
grant execute on function analytics.uuid_v7_time(uuid) to analytics_definer;
