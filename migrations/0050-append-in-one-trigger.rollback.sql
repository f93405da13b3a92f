-- Compiled when sql/ is loaded, and unknown to what came before.
drop function if exists analytics.store_plain_event(jsonb, jsonb, uuid[], timestamptz);
