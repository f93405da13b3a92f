create or replace function analytics.note_catalogue()
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    update analytics.cache_state
    set
        catalogue_count = catalogue_count + 1,
        uncounted_types = array(
            select unnest(d.event_types)
            from analytics.metric_definitions as d
            where d.source = 'clients'
            except
            select unnest(d.event_types)
            from analytics.metric_definitions as d
            where d.source = 'events'
        )
$$;

comment on function analytics.note_catalogue() is
'Let no answer be taken for right that was made by another metric catalogue or registry of events.';
revoke all on function analytics.note_catalogue() from public;
