create or replace function analytics.hook_preset(p_name text)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select p.settings
    from (values
        ('stripe', '{
            "scheme": "timestamped", "header": "Stripe-Signature", "deliveryPath": ["id"]
        }'::jsonb),
        ('github', '{
            "scheme": "plain", "header": "X-Hub-Signature-256", "prefix": "sha256=",
            "deliveryHeader": "X-GitHub-Delivery"
        }'),
        ('typeform', '{
            "scheme": "plain", "header": "Typeform-Signature", "prefix": "sha256=",
            "encoding": "base64", "deliveryPath": ["event_id"]
        }'),
        ('token', '{
            "scheme": "token", "header": "Authorization", "prefix": "Bearer "
        }')
    ) as p (name, settings)
    where p.name = p_name
$$;

comment on function analytics.hook_preset(text) is
'How well-known senders sign: stripe, github, typeform, and token for those that only send a secret.
Null for others.';
revoke all on function analytics.hook_preset(text) from public;
grant execute on function analytics.hook_preset(text) to analytics_definer;
