delete from analytics.jobs
where job_name in ('retrain_models', 'watch_models', 'prune_artefacts');
