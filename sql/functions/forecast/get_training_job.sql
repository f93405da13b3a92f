create or replace function analytics_api.get_training_job(p_model_id uuid, p_job_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
    select analytics.describe_training_job(j)
    from analytics.find_training_job(p_model_id, p_job_id, 'read') as j
$$;

comment on function analytics_api.get_training_job(uuid, uuid) is
'A job of a model: its state, progress from 0 to 1 and what it is at. Raises ZA225, ZA226.';
revoke all on function analytics_api.get_training_job(uuid, uuid) from public;
grant execute on function analytics_api.get_training_job(uuid, uuid) to analytics_api_user;
