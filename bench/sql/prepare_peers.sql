-- Peers of the rollup: the same events in tables of the same shape, the hourly totals of each type
-- kept in another way. What they are fed is what the rollup is fed: a table of events at a time.
create schema peers;

create table peers.waiting (
    id uuid not null,
    vendor_id uuid not null,
    event_type text not null,
    amount numeric not null,
    "timestamp" timestamptz not null
);

create table peers.bare (like peers.waiting, primary key (vendor_id, event_type, "timestamp", id));
create table peers.appended (like peers.bare including all);
create table peers.upserted_by_row (like peers.bare including all);
create table peers.upserted_in_order (like peers.bare including all);
create table peers.viewed (like peers.bare including all);

create table peers.deltas (
    id bigint generated always as identity,
    vendor_id uuid not null,
    event_type text not null,
    bucket timestamptz not null,
    "count" bigint not null,
    "sum" numeric not null,
    primary key (vendor_id, id)
);

create table peers.totals (
    vendor_id uuid not null,
    event_type text not null,
    bucket timestamptz not null,
    "count" bigint not null,
    "sum" numeric not null,
    primary key (vendor_id, event_type, bucket)
) with (fillfactor = 80);
create table peers.totals_by_row (like peers.totals including all) with (fillfactor = 80);
create table peers.totals_in_order (like peers.totals including all) with (fillfactor = 80);

create function peers.tf_append()
returns trigger
language plpgsql
as $$
begin
    insert into peers.deltas (vendor_id, event_type, bucket, "count", "sum")
    select n.vendor_id, n.event_type, date_trunc('hour', n."timestamp"), count(*), sum(n.amount)
    from new_rows as n
    group by 1, 2, 3;
    return null;
end;
$$;
create trigger append after insert on peers.appended
referencing new table as new_rows for each statement execute function peers.tf_append();

create function peers.fold()
returns void
language sql
as $$
    with taken as (
        delete from peers.deltas returning *
    )
    insert into peers.totals as t (vendor_id, event_type, bucket, "count", "sum")
    select d.vendor_id, d.event_type, d.bucket, sum(d."count"), sum(d."sum")
    from taken as d
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (vendor_id, event_type, bucket) do update
    set "count" = t."count" + excluded."count", "sum" = t."sum" + excluded."sum"
$$;

create function peers.tf_upsert_row()
returns trigger
language plpgsql
as $$
begin
    insert into peers.totals_by_row as t (vendor_id, event_type, bucket, "count", "sum")
    values (new.vendor_id, new.event_type, date_trunc('hour', new."timestamp"), 1, new.amount)
    on conflict (vendor_id, event_type, bucket) do update
    set "count" = t."count" + 1, "sum" = t."sum" + excluded."sum";
    return null;
end;
$$;
create trigger upsert after insert on peers.upserted_by_row
for each row execute function peers.tf_upsert_row();

create function peers.tf_upsert_in_order()
returns trigger
language plpgsql
as $$
begin
    insert into peers.totals_in_order as t (vendor_id, event_type, bucket, "count", "sum")
    select n.vendor_id, n.event_type, date_trunc('hour', n."timestamp"), count(*), sum(n.amount)
    from new_rows as n
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (vendor_id, event_type, bucket) do update
    set "count" = t."count" + excluded."count", "sum" = t."sum" + excluded."sum";
    return null;
end;
$$;
create trigger upsert after insert on peers.upserted_in_order
referencing new table as new_rows for each statement execute function peers.tf_upsert_in_order();

create materialized view peers.totals_viewed as
select
    v.vendor_id,
    v.event_type,
    date_trunc('hour', v."timestamp") as bucket,
    count(*) as "count",
    sum(v.amount) as "sum"
from peers.viewed as v
group by 1, 2, 3;
create unique index totals_viewed_key on peers.totals_viewed (vendor_id, event_type, bucket);

create function peers.make_events(p_size integer, p_number integer, p_vendor_count integer)
returns setof peers.waiting
language sql
volatile
as $$
    select
        gen_random_uuid(),
        ('00000000-0000-4000-8000-' || lpad((n % p_vendor_count)::text, 12, '0'))::uuid,
        (array['booking', 'payment', 'page', 'inquiry', 'message'])[1 + n % 5],
        100 + n,
        timestamptz '2026-05-01 00:00:00+00' + p_number * interval '3 hours' + n * interval '10 seconds'
    from generate_series(1, p_size) as n
$$;
