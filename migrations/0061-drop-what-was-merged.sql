-- Keys are stored by one function now, and lists of rejects use the cursors of all lists.
drop function if exists analytics.store_secret_key(uuid, text, text[], timestamptz, text);
drop function if exists analytics.store_publishable_key(uuid, text, text[], text);
drop function if exists analytics.encode_reject_cursor(timestamptz, uuid);
drop function if exists analytics.decode_reject_cursor(text);
