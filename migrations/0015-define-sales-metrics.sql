set local role analytics_owner;

insert into analytics.metric_definitions (
    metric_name, title, description,
    source, unit, date_basis, default_aggregation,
    event_types, value_field, condition_field, distinct_field,
    numerator_metric, denominator_metric, dimensions
)
values
(
    'quotes_sent', 'Quotes sent',
    'Quotes that the vendor sent.',
    'events', 'count', 'occurred', 'count',
    '{quote.sent}', null, null, null, null, null,
    '{style}'
),
(
    'quotes_accepted', 'Quotes accepted',
    'Quotes that a client accepted.',
    'events', 'count', 'occurred', 'count',
    '{quote.accepted}', null, null, null, null, null,
    '{style}'
),
(
    'contracts_signed', 'Contracts signed',
    'Contracts signed by both sides.',
    'events', 'count', 'occurred', 'count',
    '{contract.signed}', null, null, null, null, null,
    '{}'
),
(
    'invoiced', 'Invoiced',
    'Amount of invoices issued; those cancelled are not subtracted.',
    'events', 'money', 'occurred', 'sum',
    '{invoice.issued}', 'amount', null, null, null, null,
    '{purpose}'
),
(
    'meetings', 'Meetings',
    'Meetings held.',
    'events', 'count', 'occurred', 'count',
    '{meeting.held}', null, null, null, null, null,
    '{place,purpose}'
),
(
    'notifications_sent', 'Notifications sent',
    'Notifications that went out.',
    'events', 'count', 'occurred', 'count',
    '{notification.sent}', null, null, null, null, null,
    '{channel,template_name}'
),
(
    'notifications_opened', 'Notifications opened',
    'Notifications that were opened.',
    'events', 'count', 'occurred', 'count',
    '{notification.opened}', null, null, null, null, null,
    '{channel,template_name}'
),
(
    'journeys_started', 'Journeys started',
    'Journeys that clients entered.',
    'events', 'count', 'occurred', 'count',
    '{journey.started}', null, null, null, null, null,
    '{journey_name}'
),
(
    'journeys_completed', 'Journeys completed',
    'Journeys that clients completed.',
    'events', 'count', 'occurred', 'count',
    '{journey.completed}', null, null, null, null, null,
    '{journey_name}'
),
(
    'quote_acceptance', 'Quote acceptance',
    'Quotes accepted for each quote sent in the same period.',
    'ratio', 'share', 'occurred', 'rate',
    null, null, null, null, 'quotes_accepted', 'quotes_sent',
    '{style}'
),
(
    'notification_open_share', 'Notifications opened',
    'Notifications opened for each one sent in the same period.',
    'ratio', 'share', 'occurred', 'rate',
    null, null, null, null, 'notifications_opened', 'notifications_sent',
    '{channel,template_name}'
),
(
    'journey_completion', 'Journey completion',
    'Journeys completed for each one started in the same period.',
    'ratio', 'share', 'occurred', 'rate',
    null, null, null, null, 'journeys_completed', 'journeys_started',
    '{journey_name}'
);
