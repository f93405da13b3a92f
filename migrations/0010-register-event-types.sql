-- The first ten types of the wedding business. A version is never edited once events use it.
set local role analytics_owner;

insert into analytics.event_types (
    event_type, schema_version, kind, priority, description, data_schema, example
)
values
(
    'inquiry.received', 1, 'user_interaction', 'normal',
    'Somebody asks the vendor about a wedding.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "inquiryId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the inquiry"},
    "clientId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Client who asks"},
    "weddingDate": {"type": "string", "format": "date",
      "description": "Day of the wedding, if known"},
    "style": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Wedding style, such as boho or classic"},
    "venueType": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Kind of venue, such as barn or beach"},
    "guestCount": {"type": "integer", "minimum": 0, "maximum": 100000,
      "description": "Number of guests"},
    "channel": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Where the client came from, such as instagram"},
    "referrer": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Who or what referred the client"},
    "budget": {"type": ["number", "string"], "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$",
      "description": "Budget, a number or a decimal string"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$",
      "description": "ISO 4217; the vendor''s currency where it is missing"}
  },
  "required": ["inquiryId"],
  "additionalProperties": false
}',
    '{"inquiryId": "inq-1042", "channel": "instagram", "weddingDate": "2027-06-19",
 "style": "boho", "guestCount": 90}'
),
(
    'booking.confirmed', 1, 'booking_event', 'high',
    'A client books the vendor; the contract is signed.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the booking"},
    "clientId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the client"},
    "weddingDate": {"type": "string", "format": "date", "description": "Day of the wedding"},
    "value": {"type": ["number", "string"], "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$",
      "description": "Agreed value of the booking, a number or a decimal string"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$",
      "description": "ISO 4217; the vendor''s currency where it is missing"},
    "style": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Wedding style, such as boho or classic"},
    "venueType": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Kind of venue, such as barn or beach"},
    "guestCount": {"type": "integer", "minimum": 0, "maximum": 100000,
      "description": "Number of guests"},
    "channel": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Where the client came from, such as instagram"},
    "referrer": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Who or what referred the client"},
    "isRepeatClient": {"type": "boolean", "description": "Whether the client booked before"},
    "isReferral": {"type": "boolean", "description": "Whether another client referred this one"}
  },
  "required": ["bookingId", "weddingDate"],
  "additionalProperties": false
}',
    '{"bookingId": "bk-311", "clientId": "cl-77", "weddingDate": "2027-06-19", "value": "3200.00",
 "currency": "EUR", "style": "boho", "venueType": "barn", "guestCount": 90,
 "channel": "instagram", "isRepeatClient": false}'
),
(
    'booking.changed', 1, 'booking_event', 'normal',
    'Something about a booking changes; only what changed is sent.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the booking"},
    "clientId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the client"},
    "weddingDate": {"type": "string", "format": "date", "description": "Day of the wedding"},
    "value": {"type": ["number", "string"], "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$",
      "description": "Agreed value of the booking, a number or a decimal string"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$",
      "description": "ISO 4217; the vendor''s currency where it is missing"},
    "style": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Wedding style, such as boho or classic"},
    "venueType": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Kind of venue, such as barn or beach"},
    "guestCount": {"type": "integer", "minimum": 0, "maximum": 100000,
      "description": "Number of guests"},
    "channel": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Where the client came from, such as instagram"},
    "referrer": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Who or what referred the client"},
    "isRepeatClient": {"type": "boolean", "description": "Whether the client booked before"},
    "isReferral": {"type": "boolean", "description": "Whether another client referred this one"}
  },
  "required": ["bookingId"],
  "additionalProperties": false
}',
    '{"bookingId": "bk-311", "value": "3450.00", "currency": "EUR", "guestCount": 105}'
),
(
    'booking.cancelled', 1, 'booking_event', 'high',
    'A booking is cancelled.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the booking"},
    "reason": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Such as client, vendor or weather"}
  },
  "required": ["bookingId"],
  "additionalProperties": false
}',
    '{"bookingId": "bk-311", "reason": "client"}'
),
(
    'booking.completed', 1, 'booking_event', 'normal',
    'The wedding has taken place and the vendor''s work is done.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the booking"}
  },
  "required": ["bookingId"],
  "additionalProperties": false
}',
    '{"bookingId": "bk-311"}'
),
(
    'payment.received', 1, 'financial_transaction', 'high',
    'Money comes in.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "paymentId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the payment"},
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Booking that is paid"},
    "clientId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Client who pays"},
    "amount": {"type": ["number", "string"], "minimum": 0,
      "pattern": "^[0-9]{1,15}(\\.[0-9]{1,6})?$",
      "description": "Amount paid, a number or a decimal string"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$",
      "description": "ISO 4217; the vendor''s currency where it is missing"},
    "method": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Such as card, transfer or cash"},
    "purpose": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Such as deposit or balance"},
    "description": {"type": "string", "maxLength": 500, "description": "What was paid for"}
  },
  "required": ["paymentId", "amount"],
  "additionalProperties": false
}',
    '{"paymentId": "pay-9", "bookingId": "bk-311", "clientId": "cl-77", "amount": "960.00",
 "currency": "EUR", "method": "card", "purpose": "deposit"}'
),
(
    'payment.refunded', 1, 'financial_transaction', 'high',
    'Money goes back to the client; the amount is positive.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "paymentId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the payment"},
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Booking that is paid"},
    "clientId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Client who pays"},
    "amount": {"type": ["number", "string"], "minimum": 0,
      "pattern": "^[0-9]{1,15}(\\.[0-9]{1,6})?$",
      "description": "Amount paid, a number or a decimal string"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$",
      "description": "ISO 4217; the vendor''s currency where it is missing"},
    "method": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Such as card, transfer or cash"},
    "purpose": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Such as deposit or balance"},
    "description": {"type": "string", "maxLength": 500, "description": "What was paid for"}
  },
  "required": ["paymentId", "amount"],
  "additionalProperties": false
}',
    '{"paymentId": "pay-9-r", "bookingId": "bk-311", "clientId": "cl-77", "amount": "200.00",
 "currency": "EUR", "method": "card"}'
),
(
    'message.sent', 1, 'communication_event', 'normal',
    'A message passes between vendor and client.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "messageId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The vendor''s id of the message"},
    "clientId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Client on the other side"},
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Booking it is about"},
    "channel": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Such as email, sms or chat"},
    "direction": {"type": "string", "enum": ["inbound", "outbound"],
      "description": "Seen from the vendor"},
    "responseMinutes": {"type": "number", "minimum": 0,
      "description": "Minutes since the message that it answers"}
  },
  "required": ["direction"],
  "additionalProperties": false
}',
    '{"messageId": "msg-5", "clientId": "cl-77", "channel": "email", "direction": "outbound",
 "responseMinutes": 42}'
),
(
    'review.received', 1, 'user_interaction', 'normal',
    'A client reviews the vendor.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "reviewId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "The id of the review"},
    "clientId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Client who reviews"},
    "bookingId": {"type": "string", "minLength": 1, "maxLength": 200,
      "description": "Booking that is reviewed"},
    "rating": {"type": "number", "minimum": 1, "maximum": 5, "description": "1 to 5 stars"},
    "platform": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Where it was written"},
    "comment": {"type": "string", "maxLength": 5000, "description": "Text of the review"}
  },
  "required": ["rating"],
  "additionalProperties": false
}',
    '{"reviewId": "rev-3", "bookingId": "bk-311", "rating": 5, "platform": "google"}'
),
(
    'page.viewed', 1, 'user_interaction', 'low',
    'Somebody looks at a page of the vendor.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 2000,
      "description": "Path of the page"},
    "title": {"type": "string", "maxLength": 500, "description": "Its title"},
    "referrer": {"type": "string", "maxLength": 2000, "description": "Page before it"},
    "channel": {"type": "string", "minLength": 1, "maxLength": 100,
      "description": "Where the visitor came from"}
  },
  "required": ["path"],
  "additionalProperties": false
}',
    '{"path": "/portfolio/boho", "title": "Boho weddings", "channel": "instagram"}'
);
