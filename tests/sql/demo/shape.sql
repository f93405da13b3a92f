begin;
select plan(6);

create temp table couple as
select c.*
from analytics_api.list_demo_months('2026-06-15') as m
cross join lateral analytics.list_demo_couples(m) as c;

select cmp_ok(
    (
        select count(*) filter (where extract(month from wedding_on) between 5 and 9)::numeric
            / count(*)
        from couple
    ), '>', 0.55, 'most weddings are from May to September'
);
select cmp_ok(
    (
        select count(*) filter (where extract(isodow from wedding_on) = 6)::numeric / count(*)
        from couple
    ), '>', 0.5, 'most of them on a Saturday'
);
select ok(
    (
        select bool_and(wedding_on - booked_at::date between 91 and 550)
        from couple where is_booked
    ), 'they are booked three to eighteen months ahead'
);
select cmp_ok(
    (select abs(avg((cancelled_at is not null)::integer) - 0.06) from couple where is_booked),
    '<', 0.02, 'about 6 % are cancelled'
);
select results_eq(
    $$
    select
        c.style,
        sign(
            count(*) filter (where c.wedding_on >= '2026-06-01') * t.before
            - count(*) filter (where c.wedding_on < '2025-01-01') * t.after
        )
    from couple as c
    cross join (
        select
            count(*) filter (where wedding_on < '2025-01-01')::numeric as before,
            count(*) filter (where wedding_on >= '2026-06-01')::numeric as after
        from couple
    ) as t
    where c.style in ('boho', 'garden')
    group by c.style, t.before, t.after
    order by c.style
    $$,
    $$ values ('boho', -1::numeric), ('garden', 1::numeric) $$,
    'boho falls and garden rises'
);
select cmp_ok(
    (
        select avg(is_booked::integer) filter (where channel = 'referral')
            / avg(is_booked::integer) filter (where channel = 'instagram')
        from couple
    ), '>', 1.5, 'referrals book more often than those from elsewhere'
);

select finish();
rollback;
