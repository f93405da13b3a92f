create or replace function analytics.list_demo_message_events(p_month date)
returns table (
    vendor_id uuid, key text, event_type text, occurred_at timestamptz, event_data jsonb
)
language sql
stable
security invoker
set search_path = ''
as $$
    with message as (
        select
            c.*, format('message %s %s', n, c.key) as message_key,
            date_trunc('second', c.inquired_at + (
                coalesce(
                    c.cancelled_at,
                    case
                        when c.is_booked then c.wedding_on::timestamp at time zone c.time_zone
                    end,
                    c.inquired_at + interval '12 days'
                ) - c.inquired_at
            ) * (
                (n - 1 + 0.8 * analytics.draw_share(format('asks %s %s', n, c.key))) / t.count
            ), 'UTC')
            as asked_at
        from analytics.list_demo_couples(p_month) as c
        cross join lateral (
            select case when c.is_booked then 4 else 1 end
                + floor(4 * analytics.draw_share('talks ' || c.key) ^ 1.5)::integer as count
        ) as t
        cross join lateral generate_series(1, t.count) as n
    )
    select
        m.vendor_id, format('%s %s', m.message_key, e.direction), 'message.sent',
        m.asked_at + e.minutes * interval '1 minute',
        jsonb_strip_nulls(jsonb_build_object(
            'messageId', format('%s %s', m.message_key, e.direction),
            'clientId', 'client ' || m.key, 'direction', e.direction,
            'bookingId', case when m.booked_at < m.asked_at then 'booking ' || m.key end,
            'channel', (array['email', 'chat', 'sms'])[
                1 + floor(3 * analytics.draw_share('writes ' || m.key) ^ 1.6)::integer
            ],
            'responseMinutes', nullif(e.minutes, 0)
        ))
    from message as m
    cross join lateral (
        values
        ('inbound', 0),
        -- Most answers come soon, a few take days.
        (
            'outbound', 1 + floor(
                m.reply_minutes * exp(3 * analytics.draw_share(m.message_key) ^ 2 - 0.9)
            )::integer
        )
    ) as e (direction, minutes)
$$;

comment on function analytics.list_demo_message_events(date) is
'What the couples of a month of the demonstration write, and what the vendors answer.';
revoke all on function analytics.list_demo_message_events(date) from public;
