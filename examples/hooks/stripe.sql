-- Payments of a provider whose events are shaped like those of Stripe: payment_intent.succeeded and
-- charge.refunded. Amounts are whole numbers of the smallest unit of the currency. What a payment
-- belongs to is in the metadata that the vendor put there: booking_id, purpose.
--
--   wedsync hooks add studio-stripe --vendor … --like stripe --map examples/hooks/stripe.sql
select
    jsonb_build_object(
        -- An event of the provider is one event here, however often and by what way it comes.
        'id', analytics_api.stable_uuid('stripe ' || (h.payload ->> 'id')),
        'eventType', t.event_type,
        'timestamp', to_timestamp((h.payload ->> 'created')::bigint),
        'eventData', jsonb_strip_nulls(jsonb_build_object(
            'paymentId', coalesce(o.object ->> 'payment_intent', o.object ->> 'id'),
            'bookingId', o.object #>> '{metadata,booking_id}',
            'clientId', o.object ->> 'customer',
            'amount', trim_scale(t.minor_units::numeric / u.units)::text,
            'currency', upper(o.object ->> 'currency'),
            'method', coalesce(
                o.object #>> '{payment_method_details,type}',
                o.object #>> '{payment_method_types,0}'
            ),
            'purpose', o.object #>> '{metadata,purpose}',
            'description', left(o.object ->> 'description', 500)
        ))
    ) as event
from hook as h
cross join lateral (select h.payload #> '{data,object}' as object) as o
inner join lateral (
    values
    (
        'payment_intent.succeeded', 'payment.received',
        coalesce(o.object ->> 'amount_received', o.object ->> 'amount')
    ),
    (
        'charge.refunded', 'payment.refunded',
        -- The charge tells all that was refunded so far; what is new is the difference.
        (
            (o.object ->> 'amount_refunded')::numeric
            - coalesce((h.payload #>> '{data,previous_attributes,amount_refunded}')::numeric, 0)
        )::text
    )
) as t (provider_type, event_type, minor_units) on h.payload ->> 'type' = t.provider_type
-- How many of the smallest unit make one: 1 of yen, 1,000 of dinars, 100 of most.
cross join lateral (
    select
        case
            when lower(o.object ->> 'currency') in (
                'bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'vnd', 'vuv',
                'xaf', 'xof', 'xpf'
            ) then 1
            when lower(o.object ->> 'currency') in ('bhd', 'jod', 'kwd', 'omr', 'tnd') then 1000
            else 100
        end as units
) as u;
