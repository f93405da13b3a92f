drop function if exists analytics.has_plain_data(text, integer, jsonb);
drop function if exists analytics.compose_ingest_result(
    text, integer, integer, integer, integer, jsonb, timestamptz
);
