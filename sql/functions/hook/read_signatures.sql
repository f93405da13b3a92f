create or replace function analytics.read_signatures(
    p_source analytics.hook_sources,
    p_header text,
    out signed_at bigint,
    out signatures bytea[]
)
language sql
immutable
security invoker
set search_path = ''
as $$
    select
        max(s.value::bigint) filter (where s.name = 't' and s.value ~ '^[0-9]{1,12}$'),
        array_agg(
            case
                when p_source.scheme = 'token' then convert_to(s.value, 'UTF8')
                else decode(s.value, p_source.signature_encoding)
            end
        ) filter (
            where s.name = 'v1' and (
                p_source.scheme = 'token'
                or p_source.signature_encoding = 'hex' and s.value ~ '^[0-9a-fA-F]{64}$'
                or p_source.signature_encoding = 'base64' and s.value ~ '^[A-Za-z0-9+/]{43}=$'
            )
        )
    from (
        select split_part(trim(i), '=', 1) as name, substring(trim(i) from '=(.*)$') as value
        from regexp_split_to_table(left(p_header, 4000), ',') as i
        where p_source.scheme = 'timestamped'
        union all
        select 'v1', substr(p_header, length(p_source.signature_prefix) + 1)
        where p_source.scheme <> 'timestamped'
            and starts_with(p_header, p_source.signature_prefix)
    ) as s
$$;

comment on function analytics.read_signatures(analytics.hook_sources, text) is
'The signatures in the header of a delivery, and its signed time (Unix seconds) where the scheme has
one; null for what cannot be read.';
revoke all on function analytics.read_signatures(analytics.hook_sources, text) from public;
