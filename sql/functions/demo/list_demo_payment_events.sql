create or replace function analytics.list_demo_payment_events(p_month date)
returns table (
    vendor_id uuid, key text, event_type text, occurred_at timestamptz, event_data jsonb
)
language sql
stable
security invoker
set search_path = ''
as $$
    with payment as (
        select
            c.*, p.purpose, p.share, p.paid_at
        from analytics.list_demo_couples(p_month) as c
        cross join lateral (
            values
            (
                'deposit', 0.3,
                c.booked_at + 4 * analytics.draw_share('deposit ' || c.key) * interval '1 day'
            ),
            (
                'balance', 0.7,
                (c.wedding_on - 30 + time '10:00') at time zone c.time_zone
                + 9 * analytics.draw_share('balance ' || c.key) * interval '1 day'
            )
        ) as p (purpose, share, paid_at)
        where c.is_booked and (c.cancelled_at is null or c.cancelled_at > p.paid_at)
    )
    select
        p.vendor_id, format('%s %s', p.purpose, p.key), e.event_type,
        date_trunc('second', e.occurred_at, 'UTC'),
        jsonb_build_object(
            'paymentId', format('%s %s %s', e.event_type, p.purpose, p.key),
            'bookingId', 'booking ' || p.key, 'clientId', 'client ' || p.key,
            'amount', round(p."value" * p.share * e.share, 2)::text, 'currency', p.currency,
            'purpose', p.purpose,
            'method', (array['transfer', 'card', 'transfer', 'cash'])[
                1 + floor(4 * analytics.draw_share('pays ' || p.key) ^ 1.3)::integer
            ]
        )
    from payment as p
    cross join lateral (
        values
        ('payment.received', p.paid_at, 1.0),
        -- Of a deposit half comes back, of a balance nearly all.
        (
            'payment.refunded', p.cancelled_at + interval '6 days',
            case p.purpose when 'deposit' then 0.5 else 0.9 end
        )
    ) as e (event_type, occurred_at, share)
    where e.occurred_at is not null
$$;

comment on function analytics.list_demo_payment_events(date) is
'Deposits, balances and refunds of the couples of a month of the demonstration.';
revoke all on function analytics.list_demo_payment_events(date) from public;
