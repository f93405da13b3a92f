create or replace function analytics.capture_template()
returns text
language sql
immutable
parallel unsafe
security invoker
set search_path = ''
as $$
    select $template$
create or replace function analytics.%1$I()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
-- Nobody locks the queue, but if somebody does, the host waits no longer than this.
set lock_timeout = '100ms'
-- The plan is kept for the session: one made for a large statement must not compile small ones.
set jit = off
as $body$
declare
    v_now timestamptz := clock_timestamp();
    v_rows jsonb;
begin
    -- Appended without a look: to judge it here is dearer than the host's own statement.
    insert into analytics.capture_queue (
        event_type, source_name, operation, row_key,
        vendor, occurred_at, session_id,
        event_data, queued_at
    )
%2$s;
    return null;
exception
    -- A cancel is not among "others", and goes on to the host.
    when others then
        begin
            for v_rows in
                select jsonb_agg(r.host_row)
                from (
                    select
                        case
                            -- Casts to JSON that somebody made would run with the rights of ours.
                            when exists (
                                select from pg_catalog.pg_cast as c
                                where c.casttarget = 'json'::regtype and c.castfunc >= 16384
                            ) then to_jsonb(concat(n))
                            else to_jsonb(n)
                        end as host_row,
                        (row_number() over () - 1) / 1000 as chunk
                    from new_rows as n
                ) as r
                group by r.chunk
            loop
                perform analytics.keep_uncaptured(
                    v_rows, %3$L, lower(tg_op), format('%%s (%%s)', sqlerrm, sqlstate)
                );
            end loop;
        exception
            when others then
                raise warning using
                    message = format(
                        'analytics lost what this %%s changed of %%s: %%s (%%s)',
                        tg_op, %3$L, sqlerrm, sqlstate
                    );
        end;
        return null;
end;
$body$;
$template$
$$;

comment on function analytics.capture_template() is
'Source of the generated trigger functions on tables of the host, with places for the name, the
query of what is captured, and the name of the table.';
revoke all on function analytics.capture_template() from public;
