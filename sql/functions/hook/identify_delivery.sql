create or replace function analytics.identify_delivery(
    p_source analytics.hook_sources,
    p_headers jsonb,
    p_payload jsonb,
    p_body text
)
returns text
language sql
immutable
security invoker
set search_path = ''
as $$
    select case
        when length(i.id) between 1 and 200 then i.id
        -- None was said, or none that a key can hold.
        else 'sha256 ' || encode(sha256(convert_to(coalesce(i.id, p_body), 'UTF8')), 'hex')
    end
    from (
        select nullif(coalesce(
            p_headers ->> lower(p_source.delivery_header), p_payload #>> p_source.delivery_path
        ), '') as id
    ) as i
$$;

comment on function analytics.identify_delivery(analytics.hook_sources, jsonb, jsonb, text) is
'The id of a delivery: from the header or the place in the payload that its source names, else the
hash of its body.';
revoke all on function analytics.identify_delivery(analytics.hook_sources, jsonb, jsonb, text)
from public;
