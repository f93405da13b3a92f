create or replace function analytics.list_browser_types()
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select array[
        'page.viewed', 'session.started', 'form.started', 'form.submitted', 'quote.viewed'
    ]
$$;

comment on function analytics.list_browser_types() is
'The types of events that a publishable key may send: what anybody could make up without harm to
bookings and money.';
revoke all on function analytics.list_browser_types() from public;
grant execute on function analytics.list_browser_types() to analytics_definer;
