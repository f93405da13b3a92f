create or replace function analytics.keep_uncaptured(
    p_rows jsonb,
    p_source_name text,
    p_operation text,
    p_error text
)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    -- Without the vendor: its foreign key would take a lock in the transaction of the host.
    select analytics.keep_rejects(
        (
            select jsonb_agg(jsonb_build_object(
                'index', r.ordinality - 1,
                'reasons', jsonb_build_array(analytics.reason(
                    '', 'capture', to_jsonb('a table that fits its mapping'::text),
                    to_jsonb(p_error)
                ))
            ))
            from jsonb_array_elements(p_rows) with ordinality as r
        ),
        (
            select jsonb_agg(
                jsonb_build_object(
                    'table', p_source_name, 'operation', p_operation, 'row', r.host_row
                )
                order by r.ordinality
            )
            from jsonb_array_elements(p_rows) with ordinality as r (host_row, ordinality)
        ),
        null,
        jsonb_build_object('door', 'capture', 'table', p_source_name, 'operation', p_operation),
        null,
        clock_timestamp()
    )
$$;

comment on function analytics.keep_uncaptured(jsonb, text, text, text) is
'Keep rows of the host that a capture trigger could not read, with the error.';
revoke all on function analytics.keep_uncaptured(jsonb, text, text, text) from public;
