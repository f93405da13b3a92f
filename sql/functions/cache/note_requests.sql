create or replace function analytics_api.note_requests(p_requests jsonb)
returns integer
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.store_popular_requests(p_requests, statement_timestamp())
$$;

comment on function analytics_api.note_requests(jsonb) is
'Note how often requests for metrics were asked: [{"vendorId", "request", "accepted", "count"}], at
most 1,000. Returns how many it knows now. It reads and shows nothing: what is noted is answered
again only as its own vendor.';
revoke all on function analytics_api.note_requests(jsonb) from public;
grant execute on function analytics_api.note_requests(jsonb) to analytics_api_user;
