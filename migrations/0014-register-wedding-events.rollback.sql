delete from analytics.event_types
where event_type in (
    'inquiry.answered', 'inquiry.closed', 'quote.sent', 'quote.viewed', 'quote.accepted',
    'quote.declined', 'quote.expired', 'contract.sent', 'contract.signed', 'invoice.issued',
    'invoice.overdue', 'invoice.cancelled', 'payment.failed', 'message.opened', 'message.answered',
    'notification.sent', 'notification.opened', 'notification.answered', 'meeting.scheduled',
    'meeting.held', 'meeting.cancelled', 'journey.started', 'journey.step_completed',
    'journey.completed', 'journey.abandoned', 'review.requested', 'review.answered',
    'form.started', 'form.submitted', 'session.started', 'client.added', 'referral.made',
    'capacity.set', 'capacity.blocked', 'system.measured'
);
