-- Its one parameter has another name and meaning now, and it answers in pages.
drop function if exists analytics_api.list_dashboards(jsonb);
