drop function if exists analytics_api.list_dashboards(jsonb);
