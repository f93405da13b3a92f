drop table analytics.forecast_decisions;
drop table analytics.forecast_evaluations;
drop table analytics.forecast_predictions;
drop table analytics.forecast_training_jobs;
drop table analytics.forecast_model_versions;
drop table analytics.forecast_models;
drop table analytics.forecast_artefacts;
drop table analytics.forecast_features;
