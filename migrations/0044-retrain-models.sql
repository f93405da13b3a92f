set local role analytics_owner;

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values
(
    'retrain_models', 'Train models again that new months, changed data or drift ask for.',
    'retrain_model_item', 'list_models_to_retrain', '1 hour'
),
(
    'watch_models', 'Put back the version before where a champion does worse than it.',
    'watch_model_item', 'list_models_to_watch', '1 hour'
),
(
    'prune_artefacts', 'Forget what no champion or version before it was made from.',
    'prune_artefacts', null, '1 day'
);
