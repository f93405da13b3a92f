-- What reads and composes an answer hands over rows, not JSON to be read again.
drop function if exists analytics.answer_item(jsonb, jsonb, jsonb, jsonb);
drop function if exists analytics.list_buckets(jsonb);
drop function if exists analytics.compile_members(jsonb, jsonb, boolean);
drop function if exists analytics.compile_outcome(jsonb, text, text, timestamp);
drop function if exists analytics.compile_table(jsonb, jsonb, boolean, boolean);

set local role analytics_owner;

create type analytics.time_bucket as (
    place integer,
    axis0 text,
    axis1 text,
    time0 text,
    time1 text,
    starts0 timestamp,
    starts1 timestamp,
    days0 numeric,
    days1 numeric,
    calendar jsonb
);
comment on type analytics.time_bucket is
'A bucket of time of an answer, in its place, with the one that it is compared with: key (axis),
label (time), beginning in local time, length in days.';

create type analytics.metric_cell as (
    period integer,
    is_total boolean,
    currency text,
    top_rank integer,
    grp jsonb,
    axis text,
    "value" numeric,
    n numeric
);
comment on type analytics.metric_cell is
'An aggregate of an item of a request: its period, group and bucket of time, its value, and the
number of records it is made of.';
