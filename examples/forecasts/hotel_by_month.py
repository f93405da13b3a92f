"""Make a file for `wedsync forecast` of hotel_bookings.csv[.gz]: arrivals kept, by month booked.

hotel_by_month.py hotel_bookings.csv.gz > hotel.csv
"""

import csv
import gzip
import sys
from collections import Counter
from datetime import datetime, timedelta

opener = gzip.open if sys.argv[1].endswith(".gz") else open
arrivals: Counter[tuple[str, str]] = Counter()
with opener(sys.argv[1], "rt") as file:
    for row in csv.DictReader(file):
        if row["is_canceled"] == "0":
            day = "{arrival_date_year} {arrival_date_month} {arrival_date_day_of_month}"
            arrival = datetime.strptime(day.format(**row), "%Y %B %d")
            booked = arrival - timedelta(days=float(row["lead_time"]))
            arrivals[f"{arrival:%Y-%m}", f"{booked:%Y-%m}"] += 1
sys.stdout.write("series_id,month,booked_month,value\n")
for (month, booked_month), count in sorted(arrivals.items()):
    sys.stdout.write(f"hotel,{month},{booked_month},{count}\n")
