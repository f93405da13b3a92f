create or replace function analytics.check_hook_signature(p_signature jsonb)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_wrong record;
begin
    select c.* into v_wrong
    from (values
        (
            'signature', 'an object with a scheme, or like: stripe, github, typeform or token',
            coalesce(jsonb_typeof(p_signature) = 'object', false)
        ),
        (
            'scheme', 'timestamped, plain or token',
            coalesce(p_signature ->> 'scheme' in ('timestamped', 'plain', 'token'), false)
        ),
        (
            'header', 'the name of a header',
            coalesce(p_signature ->> 'header' ~ '^[A-Za-z0-9-]{1,100}$', false)
        ),
        (
            'encoding', 'hex or base64',
            coalesce(p_signature ->> 'encoding', 'hex') in ('hex', 'base64')
        ),
        (
            'toleranceSeconds', 'a number from 1 to 86400',
            case jsonb_typeof(coalesce(p_signature -> 'toleranceSeconds', '300'))
                when 'number'
                    then coalesce((p_signature ->> 'toleranceSeconds')::numeric, 300)
                        between 1 and 86400
                else false
            end
        ),
        (
            'deliveryPath', 'an array of member names',
            coalesce(jsonb_typeof(p_signature -> 'deliveryPath'), 'array') = 'array'
        )
    ) as c (member, expected, is_good)
    where not c.is_good
    limit 1;
    if found then
        perform analytics.refuse_setting(v_wrong.member, v_wrong.expected);
    end if;
end;
$$;

comment on function analytics.check_hook_signature(jsonb) is
'Raises ZA185 where the description of how a source signs cannot be used.';
revoke all on function analytics.check_hook_signature(jsonb) from public;
grant execute on function analytics.check_hook_signature(jsonb) to analytics_definer;
