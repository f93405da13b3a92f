-- Answers to a form of a tool whose webhooks are shaped like those of Typeform, as inquiries. Each
-- question is known by the reference ("ref") that the vendor gave it in the form: wedding_date,
-- style, venue_type, guests, budget, found_us. Hidden fields may name the channel (utm_source).
-- Names, addresses and telephone numbers of the couple stay where they are.
--
--   wedsync hooks add studio-form --vendor … --like typeform --map examples/hooks/typeform.sql
with response as (
    select h.payload -> 'form_response' as form_response
    from hook as h
    where h.payload ->> 'event_type' = 'form_response'
),

answer as (
    select
        a.answer #>> '{field,ref}' as ref,
        coalesce(
            a.answer #>> '{choice,label}', a.answer #>> '{choice,other}',
            a.answer #>> '{choices,labels,0}', a.answer ->> (a.answer ->> 'type')
        ) as value
    from response as r
    cross join lateral jsonb_array_elements(r.form_response -> 'answers') as a (answer)
),

answers as (
    select coalesce(jsonb_object_agg(a.ref, trim(a.value)), '{}') as by_ref
    from answer as a
    where trim(a.value) <> ''
)

select
    jsonb_build_object(
        'id', analytics_api.stable_uuid('typeform ' || (r.form_response ->> 'token')),
        'eventType', 'inquiry.received',
        'timestamp', r.form_response ->> 'submitted_at',
        'eventData', jsonb_strip_nulls(jsonb_build_object(
            'inquiryId', r.form_response ->> 'token',
            'weddingDate', left(a.by_ref ->> 'wedding_date', 10),
            'style', lower(a.by_ref ->> 'style'),
            'venueType', lower(a.by_ref ->> 'venue_type'),
            'guestCount', round(analytics_api.try_number(a.by_ref ->> 'guests')),
            'budget', trim_scale(analytics_api.try_number(a.by_ref ->> 'budget'))::text,
            'channel', lower(coalesce(
                r.form_response #>> '{hidden,utm_source}', a.by_ref ->> 'found_us'
            ))
        ))
    ) as event
from response as r
cross join answers as a;
