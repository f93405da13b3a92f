set local role analytics_owner;

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values
(
    'fold', 'Merge deltas and booking changes into aggregates, metrics and facts.',
    'fold_item', 'list_pending_vendors', '1 second'
),
(
    'rebuild', 'Recount the rollups of vendors for which that was requested.',
    'rebuild_item', 'list_requested_rebuilds', '1 minute'
),
(
    'refresh_views', 'Refresh the materialized views whose sources have changed.',
    'refresh_view_item', 'list_stale_views', '5 minutes'
),
(
    'maintain_partitions', 'Make partitions ahead, detach those past their retention.',
    'maintain_partitions', null, '1 hour'
),
(
    'verify_rollups', 'Compare the rollups of a seventh of the vendors with a recount.',
    'verify_item', 'list_vendors_to_verify', '1 day'
),
(
    'prune_history', 'Forget the history of jobs past its retention.',
    'prune_history', null, '1 day'
);
