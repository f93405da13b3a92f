-- Nine tables as a wedding application has them, tracked, and a day in the life of a vendor. Run it
-- on a database of your own, as the DBA:
--
--   psql "$(make url)" --single-transaction -f examples/host-tables.sql
--
-- "drop schema example cascade" takes the tables away again; the events stay.
create schema example;

create table example.inquiries (
    id bigint generated always as identity primary key,
    vendor_id uuid not null,
    client_name text,
    email text,
    wedding_on date,
    style text,
    guests integer,
    heard_of_us text,
    created_at timestamptz not null default now()
);
create table example.form_submissions (
    id uuid primary key default gen_random_uuid(),
    vendor_id uuid not null,
    form_name text not null,
    answers jsonb not null,
    submitted_at timestamptz not null default now()
);
create table example.bookings (
    id bigint generated always as identity primary key,
    vendor_id uuid not null,
    client_id bigint,
    wedding_on date,
    status text not null default 'draft',
    total numeric(12, 2),
    currency char(3) not null default 'EUR',
    guests integer,
    style text,
    cancel_reason text,
    created_at timestamptz not null default now()
);
create table example.payments (
    id bigint generated always as identity,
    vendor_id uuid not null,
    booking_id bigint references example.bookings (id) on delete cascade,
    amount numeric(12, 2) not null,
    method text,
    paid_at timestamptz not null default now(),
    refunded_at timestamptz,
    primary key (id, paid_at)
) partition by range (paid_at);
create table example.payments_all partition of example.payments default;
create table example.messages (
    id bigint generated always as identity primary key,
    vendor_id uuid not null,
    client_id bigint,
    is_inbound boolean not null,
    direction text not null generated always as (
        case when is_inbound then 'inbound' else 'outbound' end
    ) stored,
    body text,
    sent_at timestamptz not null default now()
);
create table example.emails (
    "messageKey" text primary key,
    "vendorId" uuid not null,
    "isReply" boolean not null default false,
    "sentAt" timestamp not null default now()
);
create table example.journey_steps (
    journey_id uuid,
    step integer,
    vendor_id uuid not null,
    completed_at timestamptz,
    primary key (journey_id, step)
);
create table example.notifications (
    id bigint generated always as identity primary key,
    vendor_id uuid not null,
    channel text not null,
    state text not null default 'queued'
);
create table example.reviews (
    id bigint generated always as identity primary key,
    vendor_id uuid not null,
    stars smallint not null,
    review text,
    created_at timestamptz not null default now()
);

-- Types of events that an application has of its own are registered first.
insert into analytics.event_types (event_type, kind, description, data_schema, example)
values
(
    'example.form_submitted', 'user_interaction', 'A form of the website is submitted.',
    '{"type": "object", "properties": {"formId": {"type": "string"}, "form": {"type": "string"},
      "answers": {"type": "object"}}, "required": ["formId", "form"],
      "additionalProperties": false}',
    '{"formId": "f-1", "form": "contact", "answers": {"guests": 80}}'
),
(
    'example.journey_step_completed', 'user_interaction', 'A client completes a step of a journey.',
    '{"type": "object", "properties": {"journeyId": {"type": "string"},
      "step": {"type": "integer"}}, "required": ["journeyId", "step"], "additionalProperties": false}',
    '{"journeyId": "j-1", "step": 2}'
),
(
    'example.notification_sent', 'communication_event', 'A notification leaves.',
    '{"type": "object", "properties": {"notificationId": {"type": "string"},
      "channel": {"type": "string"}}, "required": ["notificationId", "channel"],
      "additionalProperties": false}',
    '{"notificationId": "n-1", "channel": "push"}'
);

-- An inserted row is an inquiry.
select analytics_api.track_table('example.inquiries', 'inquiry.received', '{
    "vendor": "vendor_id", "time": "created_at",
    "fields": {"inquiryId": "id", "weddingDate": "wedding_on", "style": "style",
               "guestCount": "guests", "channel": "heard_of_us"}
}') ->> 'table' as tracked;
select analytics_api.track_table('example.form_submissions', 'example.form_submitted', '{
    "vendor": "vendor_id", "time": "submitted_at",
    "fields": {"formId": "id", "form": "form_name", "answers": "answers"}
}') ->> 'table' as tracked;

-- A booking is confirmed when its status becomes so, whether it is inserted or updated; the event
-- happens when the database sees it, because no column says so.
select analytics_api.track_table('example.bookings', 'booking.confirmed', '{
    "on": ["insert", "update"], "vendor": "vendor_id", "when": {"status": "confirmed"},
    "fields": {"bookingId": "id", "clientId": "client_id", "weddingDate": "wedding_on",
               "value": "total", "currency": "currency", "guestCount": "guests", "style": "style"}
}') ->> 'eventType' as tracked;
-- Of a confirmed booking some columns may change, and only what changed is sent.
select analytics_api.track_table('example.bookings', 'booking.changed', '{
    "on": ["update"], "vendor": "vendor_id", "when": {"status": "confirmed"},
    "changes": ["wedding_on", "total", "guests"], "onlyChanged": true,
    "fields": {"bookingId": "id", "weddingDate": "wedding_on", "value": "total",
               "guestCount": "guests"}
}') ->> 'eventType' as tracked;
select analytics_api.track_table('example.bookings', 'booking.cancelled', '{
    "on": ["update", "delete"], "vendor": "vendor_id",
    "when": {"status": ["cancelled", "withdrawn"]},
    "fields": {"bookingId": "id", "reason": "cancel_reason"}
}') ->> 'eventType' as tracked;

-- Money that comes, and money that goes back: two types of events from one table.
select analytics_api.track_table('example.payments', 'payment.received', '{
    "vendor": "vendor_id", "time": "paid_at",
    "fields": {"paymentId": "id", "bookingId": "booking_id", "amount": "amount",
               "method": "method", "currency": {"value": "EUR"}}
}') ->> 'eventType' as tracked;
select analytics_api.track_table('example.payments', 'payment.refunded', '{
    "on": ["update"], "vendor": "vendor_id", "time": "refunded_at",
    "when": {"refunded_at": {"not": null}},
    "fields": {"paymentId": "id", "bookingId": "booking_id", "amount": "amount"}
}') ->> 'eventType' as tracked;

-- "direction" is a generated column: the way to say anything that a mapping cannot.
select analytics_api.track_table('example.messages', 'message.sent', '{
    "vendor": "vendor_id", "time": "sent_at",
    "fields": {"messageId": "id", "clientId": "client_id", "direction": "direction",
               "channel": {"value": "chat"}}
}') ->> 'table' as tracked;
-- Names are written as they are; a timestamp without time zone needs one.
select analytics_api.track_table('example.emails', 'message.sent', '{
    "vendor": "vendorId", "time": "sentAt", "timeZone": "Europe/Lisbon",
    "when": {"isReply": false},
    "fields": {"messageId": "messageKey", "direction": {"value": "outbound"},
               "channel": {"value": "email"}}
}') ->> 'table' as tracked;
select analytics_api.track_table('example.journey_steps', 'example.journey_step_completed', '{
    "on": ["insert", "update"], "vendor": "vendor_id", "time": "completed_at",
    "when": {"completed_at": {"not": null}},
    "fields": {"journeyId": "journey_id", "step": "step"}
}') ->> 'table' as tracked;
select analytics_api.track_table('example.notifications', 'example.notification_sent', '{
    "on": ["insert", "update"], "vendor": "vendor_id", "when": {"state": "sent"},
    "fields": {"notificationId": "id", "channel": "channel"}
}') ->> 'table' as tracked;
select analytics_api.track_table('example.reviews', 'review.received', '{
    "vendor": "vendor_id", "time": "created_at",
    "fields": {"reviewId": "id", "rating": "stars", "comment": "review"}
}') ->> 'table' as tracked;

-- A day in the life of a vendor.
select analytics_api.register_vendors(array['00000000-0000-4000-8000-0000000000ee']::uuid[]);

insert into example.inquiries (vendor_id, client_name, wedding_on, style, guests, heard_of_us)
values ('00000000-0000-4000-8000-0000000000ee', 'Ana', '2027-06-19', 'boho', 90, 'instagram');
insert into example.form_submissions (vendor_id, form_name, answers)
values ('00000000-0000-4000-8000-0000000000ee', 'contact', '{"guests": 90, "wish": null}');
insert into example.bookings (vendor_id, client_id, wedding_on, total, guests, style)
values ('00000000-0000-4000-8000-0000000000ee', 1, '2027-06-19', 3200, 90, 'boho');
update example.bookings set status = 'confirmed';
update example.bookings set guests = 105, total = 3450;
insert into example.payments (vendor_id, booking_id, amount, method)
select
    vendor_id,
    id,
    960 as amount,
    'card' as method
from example.bookings;
update example.payments set refunded_at = now();
insert into example.messages (vendor_id, client_id, is_inbound, body)
values ('00000000-0000-4000-8000-0000000000ee', 1, true, 'Can we come by?');
insert into example.emails ("messageKey", "vendorId")
values ('<1@example.com>', '00000000-0000-4000-8000-0000000000ee');
insert into example.journey_steps (journey_id, step, vendor_id)
values ('00000000-0000-4000-8000-00000000000a', 1, '00000000-0000-4000-8000-0000000000ee');
update example.journey_steps set completed_at = now();
insert into example.notifications (vendor_id, channel, state)
values ('00000000-0000-4000-8000-0000000000ee', 'push', 'sent');
insert into example.reviews (vendor_id, stars, review)
values
('00000000-0000-4000-8000-0000000000ee', 5, 'Lovely.'),
('00000000-0000-4000-8000-0000000000ee', 6, 'Off the scale.');
update example.bookings set status = 'cancelled', cancel_reason = 'weather';

-- A background process does this within 100 ms; without one, by hand.
select analytics.drain_captures();

select
    e.event_type,
    e.event_data
from public.analytics_events as e
where e.vendor_id = '00000000-0000-4000-8000-0000000000ee'
order by e.event_type, e.id;
select
    r.event_type,
    r.door,
    r.reasons
from public.analytics_rejected_events as r
where r.vendor_id = '00000000-0000-4000-8000-0000000000ee';
