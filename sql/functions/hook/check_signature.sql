create or replace function analytics.check_signature(
    p_source analytics.hook_sources,
    p_headers jsonb,
    p_body text,
    p_now timestamptz
)
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_sent record;
begin
    select r.* into v_sent
    from analytics.read_signatures(
        p_source, p_headers ->> lower(p_source.signature_header)
    ) as r;
    if p_source.scheme = 'timestamped' and v_sent.signed_at is null or not exists (
        select from analytics.hook_secrets as s
        cross join lateral (
            select case p_source.scheme
                when 'token' then convert_to(s.secret, 'UTF8')
                else analytics.hmac_sha256(
                    convert_to(s.secret, 'UTF8'),
                    convert_to(
                        case p_source.scheme
                            when 'timestamped' then v_sent.signed_at::text || '.' else ''
                        end || p_body, 'UTF8'
                    )
                )
            end as expected
        ) as e
        cross join unnest(v_sent.signatures) as signature
        where s.source_name = p_source.source_name and coalesce(s.expires_at, 'infinity') > p_now
            and analytics.is_same_secret(e.expected, signature)
    ) then
        return 'bad_signature';
    elsif abs(extract(epoch from p_now) - v_sent.signed_at)
        > extract(epoch from p_source.tolerance) then
        return 'stale_delivery';
    end if;
    return null;
end;
$$;

comment on function analytics.check_signature(analytics.hook_sources, jsonb, text, timestamptz) is
'What is wrong with the signature of a delivery: bad_signature, or stale_delivery for one that was
signed too long ago; null if it is good. p_headers have lower-case names.';
revoke all on function analytics.check_signature(analytics.hook_sources, jsonb, text, timestamptz)
from public;
