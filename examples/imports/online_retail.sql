-- Invoice lines of a shop (UCI Machine Learning Repository, "Online Retail") as payments of one
-- vendor. A positive quantity is money that came in; a return, or a line with a negative price, is
-- money that went back. Amounts are exact: quantity times unit price, as decimals.
--
--   wedsync import online_retail.csv.gz --map examples/imports/online_retail.sql \
--       --create-vendors --time-zone Europe/London --currency GBP --vendor-type shop
with line as materialized (
    select
        r.*,
        r::text as whole_line,
        concat(r."InvoiceDate", ' line ', r.row_number) as payment_id,
        analytics_api.try_number(r."Quantity") as quantity,
        analytics_api.try_number(r."UnitPrice") as unit_price
    from import_rows as r
)

select
    jsonb_strip_nulls(jsonb_build_object(
        -- Equal lines are told apart by their row number, other files by what stands in the line.
        'id', analytics_api.stable_uuid('online retail ' || l.whole_line),
        'vendorId', analytics_api.stable_uuid('online retail'),
        'vendorName', 'Online Retail',
        'sourceSystem', 'online-retail',
        'eventType', case
            when l.quantity > 0 and (l.unit_price >= 0 or l.unit_price is null)
                then 'payment.received'
            else 'payment.refunded'
        end,
        -- What cannot be read goes on as it is: its event is rejected, and the reason shows it.
        'timestamp', coalesce(
            to_jsonb(analytics_api.try_local_time(l."InvoiceDate", 'Europe/London')),
            to_jsonb(l."InvoiceDate")
        ),
        'eventData', jsonb_build_object(
            'paymentId', l.payment_id,
            'clientId', regexp_replace(l."CustomerID", '\.0+$', ''),
            'amount', coalesce(
                trim_scale(round(abs(l.quantity * l.unit_price), 6))::text,
                format('%s × %s', l."Quantity", l."UnitPrice")
            ),
            'currency', 'GBP',
            'description', left(l."Description", 500)
        )
    )) as event
from line as l;
