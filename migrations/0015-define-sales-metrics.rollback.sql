delete from analytics.metric_definitions
where metric_name in ('quote_acceptance', 'notification_open_share', 'journey_completion');
delete from analytics.metric_definitions
where metric_name in (
    'quotes_sent', 'quotes_accepted', 'contracts_signed', 'invoiced', 'meetings',
    'notifications_sent', 'notifications_opened', 'journeys_started', 'journeys_completed'
);
