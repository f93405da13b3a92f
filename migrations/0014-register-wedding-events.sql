-- The rest of the wedding business. Fields that several types have are said once, so that they mean
-- and hold the same everywhere. "x-unit" names the unit of a number.
set local role analytics_owner;

with field (field_name, field_schema) as (
    values
    ('inquiryId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the inquiry"}'),
    ('clientId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the client"}'),
    ('bookingId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the booking"}'),
    ('quoteId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the quote"}'),
    ('contractId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the contract"}'),
    ('invoiceId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the invoice"}'),
    ('paymentId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the payment"}'),
    ('messageId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the message"}'),
    ('notificationId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "Id of the notification in its engine"}'),
    ('meetingId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the meeting"}'),
    ('journeyId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "Id of the journey that the client is on"}'),
    ('reviewId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The id of the review"}'),
    ('formId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id or name of the form"}'),
    ('referredClientId', '{"type": "string", "minLength": 1, "maxLength": 200,
        "description": "The vendor''s id of the client who was referred"}'),
    ('journeyName', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Name of the journey, the same for all clients on it"}'),
    ('stepName', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Name of the step"}'),
    ('stepNumber', '{"type": "integer", "minimum": 1, "maximum": 1000,
        "description": "Place of the step in the journey, from 1"}'),
    ('templateName', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Template that it was made from"}'),
    ('reason', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Why, in a word or two that can be counted"}'),
    ('style', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Wedding style, such as boho or classic"}'),
    ('venueType', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Kind of venue, such as barn or beach"}'),
    ('channel', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "The way it went, such as email, sms, push, chat or instagram"}'),
    ('referrer', '{"type": "string", "minLength": 1, "maxLength": 2000,
        "description": "Who or what led here"}'),
    ('platform', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Where it stands, such as google"}'),
    ('place', '{"type": "string", "enum": ["in_person", "video", "phone"],
        "description": "How one meets"}'),
    ('purpose', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "What for, such as consultation, tasting or deposit"}'),
    ('method', '{"type": "string", "minLength": 1, "maxLength": 100,
        "description": "Such as card, transfer or cash"}'),
    ('device', '{"type": "string", "enum": ["desktop", "mobile", "tablet"],
        "description": "Kind of device"}'),
    ('path', '{"type": "string", "minLength": 1, "maxLength": 2000,
        "description": "Path of the page"}'),
    ('weddingDate', '{"type": "string", "format": "date", "description": "Day of the wedding"}'),
    ('dueOn', '{"type": "string", "format": "date", "description": "Day on which it is due"}'),
    ('validUntil', '{"type": "string", "format": "date", "description": "Last day it holds"}'),
    ('fromDate', '{"type": "string", "format": "date", "description": "First day"}'),
    ('toDate', '{"type": "string", "format": "date", "description": "Last day, included"}'),
    ('startsAt', '{"type": "string", "format": "date-time",
        "description": "When it begins, with an offset"}'),
    ('guestCount', '{"type": "integer", "minimum": 0, "maximum": 100000,
        "x-unit": "guests", "description": "Number of guests"}'),
    ('durationMinutes', '{"type": "number", "minimum": 0, "maximum": 100000,
        "x-unit": "minutes", "description": "How long it took"}'),
    ('responseMinutes', '{"type": "number", "minimum": 0,
        "x-unit": "minutes", "description": "Time since what it answers"}'),
    ('overdueDays', '{"type": "integer", "minimum": 0, "maximum": 10000,
        "x-unit": "days", "description": "Days since it was due"}'),
    ('slotCount', '{"type": "integer", "minimum": 0, "maximum": 1000,
        "x-unit": "weddings per day", "description": "Weddings that can be served on one day"}'),
    ('lineCount', '{"type": "integer", "minimum": 0, "maximum": 10000,
        "x-unit": "lines", "description": "Number of lines"}'),
    ('amount', '{"type": ["number", "string"], "minimum": 0,
        "pattern": "^[0-9]{1,15}(\\.[0-9]{1,6})?$",
        "x-unit": "currency", "description": "Amount, a number or a decimal string"}'),
    ('currency', '{"type": "string", "pattern": "^[A-Z]{3}$",
        "description": "ISO 4217; the vendor''s currency where it is missing"}'),
    ('services', '{"type": "array", "maxItems": 50, "uniqueItems": true,
        "items": {"type": "string", "minLength": 1, "maxLength": 100},
        "description": "Services that it is about, by name"}'),
    ('name', '{"type": "string", "pattern": "^[a-z][a-z0-9_.]{0,99}$",
        "description": "Name of what is measured"}'),
    ('value', '{"type": "number", "description": "What was measured"}'),
    ('unit', '{"type": "string", "minLength": 1, "maxLength": 50,
        "description": "Unit of the value, such as ms, bytes or count"}')
)

insert into analytics.event_types (
    event_type, schema_version, kind, priority, description, data_schema, example
)
select
    t.event_type,
    1 as schema_version,
    t.kind,
    t.priority,
    t.description,
    jsonb_build_object(
        '$schema', 'https://json-schema.org/draft/2020-12/schema',
        'type', 'object',
        'properties', (
            select jsonb_object_agg(f.field_name, f.field_schema::jsonb)
            from field as f
            where f.field_name = any(t.required || t.optional)
        ),
        'required', to_jsonb(t.required),
        'additionalProperties', false
    ) as data_schema,
    t.example::jsonb as example
from (
    values
    (
        'inquiry.answered', 'communication_event', 'normal', 'The vendor answers an inquiry.',
        '{inquiryId}'::text[], '{clientId,channel,responseMinutes}'::text[],
        '{"inquiryId": "inq-1042", "channel": "email", "responseMinutes": 35}'
    ),
    (
        'inquiry.closed', 'user_interaction', 'normal', 'An inquiry leads to nothing more.',
        '{inquiryId}', '{clientId,reason}', '{"inquiryId": "inq-1042", "reason": "date taken"}'
    ),
    (
        'quote.sent', 'communication_event', 'normal', 'The vendor sends a quote.',
        '{quoteId}',
        '{inquiryId,clientId,amount,currency,validUntil,weddingDate,style,guestCount,services}',
        '{"quoteId": "q-17", "inquiryId": "inq-1042", "amount": "3200.00", "currency": "EUR",
        "validUntil": "2026-06-30", "services": ["full day", "album"]}'
    ),
    (
        'quote.viewed', 'user_interaction', 'normal', 'A client looks at a quote.',
        '{quoteId}', '{clientId,path,device}', '{"quoteId": "q-17", "path": "/quotes/q-17"}'
    ),
    (
        'quote.accepted', 'user_interaction', 'high', 'A client accepts a quote.',
        '{quoteId}', '{clientId,amount,currency,style}',
        '{"quoteId": "q-17", "clientId": "cl-77", "amount": "3200.00", "currency": "EUR"}'
    ),
    (
        'quote.declined', 'user_interaction', 'normal', 'A client declines a quote.',
        '{quoteId}', '{clientId,reason}', '{"quoteId": "q-17", "reason": "price"}'
    ),
    (
        'quote.expired', 'system_metric', 'low', 'A quote holds no longer.',
        '{quoteId}', '{clientId}', '{"quoteId": "q-17"}'
    ),
    (
        'contract.sent', 'communication_event', 'normal', 'The vendor sends a contract to sign.',
        '{contractId}', '{bookingId,clientId,amount,currency}',
        '{"contractId": "ct-5", "clientId": "cl-77", "amount": "3200.00", "currency": "EUR"}'
    ),
    (
        'contract.signed', 'booking_event', 'high', 'A contract is signed by both.',
        '{contractId}', '{bookingId,clientId,amount,currency}',
        '{"contractId": "ct-5", "bookingId": "bk-311", "amount": "3200.00", "currency": "EUR"}'
    ),
    (
        'invoice.issued', 'financial_transaction', 'normal', 'The vendor issues an invoice.',
        '{invoiceId,amount}', '{bookingId,clientId,currency,dueOn,purpose,lineCount}',
        '{"invoiceId": "inv-80", "bookingId": "bk-311", "amount": "960.00", "currency": "EUR",
        "dueOn": "2026-06-15", "purpose": "deposit"}'
    ),
    (
        'invoice.overdue', 'financial_transaction', 'high', 'An invoice is past its due day.',
        '{invoiceId}', '{bookingId,clientId,amount,currency,overdueDays}',
        '{"invoiceId": "inv-80", "amount": "960.00", "currency": "EUR", "overdueDays": 7}'
    ),
    (
        'invoice.cancelled', 'financial_transaction', 'normal', 'An invoice is taken back.',
        '{invoiceId}', '{bookingId,clientId,amount,currency,reason}',
        '{"invoiceId": "inv-80", "amount": "960.00", "currency": "EUR", "reason": "mistake"}'
    ),
    (
        'payment.failed', 'financial_transaction', 'high', 'A payment is tried and fails.',
        '{paymentId}', '{bookingId,clientId,amount,currency,method,reason}',
        '{"paymentId": "pay-10", "amount": "960.00", "currency": "EUR", "method": "card",
        "reason": "card declined"}'
    ),
    (
        'message.opened', 'communication_event', 'low', 'A message is opened.',
        '{messageId}', '{clientId,bookingId,channel,device}',
        '{"messageId": "msg-5", "channel": "email", "device": "mobile"}'
    ),
    (
        'message.answered', 'communication_event', 'normal', 'A message is answered.',
        '{messageId}', '{clientId,bookingId,channel,responseMinutes}',
        '{"messageId": "msg-5", "channel": "email", "responseMinutes": 42}'
    ),
    (
        'notification.sent', 'communication_event', 'low', 'A notification goes out.',
        '{notificationId}', '{clientId,bookingId,channel,templateName}',
        '{"notificationId": "n-900", "channel": "push", "templateName": "payment reminder"}'
    ),
    (
        'notification.opened', 'communication_event', 'low', 'A notification is opened.',
        '{notificationId}', '{clientId,bookingId,channel,templateName,device}',
        '{"notificationId": "n-900", "channel": "push", "device": "mobile"}'
    ),
    (
        'notification.answered', 'communication_event', 'normal',
        'Somebody does what a notification asks for.',
        '{notificationId}', '{clientId,bookingId,channel,templateName,responseMinutes}',
        '{"notificationId": "n-900", "channel": "push", "responseMinutes": 12}'
    ),
    (
        'meeting.scheduled', 'communication_event', 'normal', 'A meeting is agreed on.',
        '{meetingId}', '{clientId,inquiryId,bookingId,startsAt,place,purpose}',
        '{"meetingId": "m-12", "clientId": "cl-77", "startsAt": "2026-05-08T16:00:00+02:00",
        "place": "video", "purpose": "consultation"}'
    ),
    (
        'meeting.held', 'communication_event', 'normal', 'A meeting has taken place.',
        '{meetingId}', '{clientId,inquiryId,bookingId,place,purpose,durationMinutes}',
        '{"meetingId": "m-12", "place": "video", "durationMinutes": 45}'
    ),
    (
        'meeting.cancelled', 'communication_event', 'normal', 'A meeting is called off.',
        '{meetingId}', '{clientId,inquiryId,bookingId,reason}',
        '{"meetingId": "m-12", "reason": "client"}'
    ),
    (
        'journey.started', 'user_interaction', 'normal', 'A client enters a journey.',
        '{journeyId,journeyName}', '{clientId,bookingId,inquiryId}',
        '{"journeyId": "j-3", "journeyName": "new inquiry", "clientId": "cl-77"}'
    ),
    (
        'journey.step_completed', 'user_interaction', 'low',
        'A client completes a step of a journey.',
        '{journeyId,journeyName,stepName}', '{clientId,bookingId,stepNumber,durationMinutes}',
        '{"journeyId": "j-3", "journeyName": "new inquiry", "stepName": "questionnaire",
        "stepNumber": 2}'
    ),
    (
        'journey.completed', 'user_interaction', 'normal', 'A client reaches the end of a journey.',
        '{journeyId,journeyName}', '{clientId,bookingId,durationMinutes}',
        '{"journeyId": "j-3", "journeyName": "new inquiry", "durationMinutes": 4320}'
    ),
    (
        'journey.abandoned', 'user_interaction', 'normal', 'A client leaves a journey early.',
        '{journeyId,journeyName}', '{clientId,bookingId,stepName,reason}',
        '{"journeyId": "j-3", "journeyName": "new inquiry", "stepName": "questionnaire"}'
    ),
    (
        'review.requested', 'communication_event', 'low', 'The vendor asks for a review.',
        '{clientId}', '{bookingId,platform,channel}',
        '{"clientId": "cl-77", "platform": "google", "channel": "email"}'
    ),
    (
        'review.answered', 'communication_event', 'low', 'The vendor answers a review.',
        '{reviewId}', '{platform,responseMinutes}',
        '{"reviewId": "rev-3", "platform": "google", "responseMinutes": 600}'
    ),
    (
        'form.started', 'user_interaction', 'low', 'Somebody begins to fill in a form.',
        '{formId}', '{path,device}', '{"formId": "contact", "path": "/contact"}'
    ),
    (
        'form.submitted', 'user_interaction', 'normal', 'Somebody sends a form.',
        '{formId}', '{path,device,clientId,inquiryId,durationMinutes}',
        '{"formId": "contact", "path": "/contact"}'
    ),
    (
        'session.started', 'user_interaction', 'low', 'Somebody comes to the site of the vendor.',
        '{path}', '{referrer,channel,device}',
        '{"path": "/", "referrer": "https://www.example.org/", "device": "mobile"}'
    ),
    (
        'client.added', 'user_interaction', 'normal', 'Somebody becomes a client of the vendor.',
        '{clientId}', '{inquiryId,channel,referrer}', '{"clientId": "cl-77", "channel": "fair"}'
    ),
    (
        'referral.made', 'user_interaction', 'normal', 'A client refers another one.',
        '{clientId}', '{referredClientId,channel}',
        '{"clientId": "cl-77", "referredClientId": "cl-91"}'
    ),
    (
        'capacity.set', 'booking_event', 'normal',
        'So many weddings can be served on each of these days.',
        '{fromDate,toDate,slotCount}', '{reason}',
        '{"fromDate": "2027-05-01", "toDate": "2027-09-30", "slotCount": 2}'
    ),
    (
        'capacity.blocked', 'booking_event', 'normal',
        'The vendor takes no weddings on these days.',
        '{fromDate,toDate}', '{reason}',
        '{"fromDate": "2027-08-01", "toDate": "2027-08-14", "reason": "holiday"}'
    ),
    (
        'system.measured', 'system_metric', 'low', 'A system of the vendor reports on itself.',
        '{name,value}', '{unit}', '{"name": "site.load_time", "value": 830, "unit": "ms"}'
    )
) as t (event_type, kind, priority, description, required, optional, example)
order by t.event_type;
