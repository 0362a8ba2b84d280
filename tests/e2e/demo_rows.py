"""Picks rows for demo.sh from what `fieldbookctl --json` prints: no id stands in the demo.

    demo_rows.py PICK [FILE…] < JSON        prints one id a line
"""

import datetime
import json
import sys

DELIVERED = 100000001
PROPOSED, COMMITTED = 1, 2
SCHEDULED = 690970000


def day(offset):
    return (datetime.datetime.now(datetime.timezone.utc).date()
            + datetime.timedelta(days=offset)).isoformat()


def quotes(rows):
    """Waiting for a decision and good for two days more; the dearest first."""
    open_ones = [row for row in rows if row["statecode"] in (0, 1)
                 and (row["effectiveto"] or "9999") > day(2)]
    return [row["quoteid"] for row in
            sorted(open_ones, key=lambda row: (-row["totalamount"], row["quoteid"]))]


def opportunities(rows):
    """Offered, and not ending before the day after tomorrow; what ends first comes first."""
    offers = [row for row in rows if row["statuscode"] == DELIVERED
              and (row["adx_expirydate"] or "9999") > day(1)]
    return [row["opportunityid"] for row in
            sorted(offers, key=lambda row: (row["adx_expirydate"] or "9999", row["name"]))]


def offers_to_show(rows):
    """Offered and not ending within half an hour; what ends first comes first."""
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=30)
    offers = [row for row in rows if row["statuscode"] == DELIVERED
              and (row["adx_expirydate"] or "9999") >= soon.date().isoformat()]
    return [row["opportunityid"] for row in
            sorted(offers, key=lambda row: (row["adx_expirydate"] or "9999", row["name"]))]


def statuses(path, fits):
    with open(path, encoding="utf-8") as file:
        return {row["bookingstatusid"] for row in json.load(file)["value"] if fits(row)}


def proposed_bookings(rows, path):
    """Proposed to the technician, latest start first."""
    proposed = statuses(path, lambda row: row["status"] == PROPOSED)
    found = [row for row in rows if row["statecode"] == 0
             and row["_bookingstatus_value"] in proposed]
    return [row["bookableresourcebookingid"] for row in
            sorted(found, key=lambda row: row["starttime"], reverse=True)]


def coming_bookings(rows, path):
    """Committed, on a work order, and not begun; the next first."""
    ahead = statuses(path, lambda row: row["status"] == COMMITTED
                     and row["msdyn_fieldservicestatus"] == SCHEDULED)
    found = [row for row in rows if row["statecode"] == 0 and row["_msdyn_workorder_value"]
             and row["_bookingstatus_value"] in ahead and row["starttime"] > day(1)]
    return [row["bookableresourcebookingid"] for row in
            sorted(found, key=lambda row: row["starttime"])]


def work_order_of(rows, booking):
    return [row["_msdyn_workorder_value"] for row in rows
            if row["bookableresourcebookingid"] == booking]


def customers(rows):
    """Managed customers that have a telephone number."""
    return sorted(row["accountid"] for row in rows
                  if row["_msa_managingpartnerid_value"] and row["telephone1"])


def parts_of_assets(rows):
    """Names of assets that are part of another one that is here."""
    here = {row["msdyn_customerassetid"] for row in rows}
    return sorted(row["msdyn_name"] for row in rows
                  if row["_msdyn_parentasset_value"] in here)


def value(rows, row_id, column):
    return [row[column] for row in rows if row_id in row.values()]


def main(pick, *arguments):
    rows = json.load(sys.stdin)["value"]
    lines = [str(one) for one in globals()[pick](rows, *arguments)]
    try:
        print("\n".join(lines), end="\n" if lines else "", flush=True)
    except BrokenPipeError:
        # The reader wanted the first lines only.
        sys.stderr.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
