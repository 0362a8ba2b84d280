"""The integration journal of the double (DOMAIN.md 7.10): import from staging, posting, vouchers,
sales tax. Whatever is asked twice, the ledger remembers each posting, so that a double one shows."""

import datetime
import uuid

from double_model import ACTUALS, JOURNALS, LINES, RELATIONSHIPS, Refused

TAX = 690970002
LINES_PER_JOURNAL = 200
PERIODS = {"Days": 10, "Months": 7, "Years": 4, "All": 0}
NAMESPACE = uuid.UUID("6f2d1f64-7a54-4c3a-9f0e-0f0d6b3b6a51")


class Ledger:
    def __init__(self, store):
        self.store = store
        self.postings = []  # (voucher, actual, journal, line number)
        self.times_posted = {}
        self.import_errors = {}
        self.tax_rate = 0.08
        self.closed_before = ""  # "2026-01-01": accounting dates before it move to it
        self.next_journal = 1
        self.next_voucher = 1

    def import_from_staging(self, company, period_unit):
        """The numbers of the journals that this import made."""
        if period_unit not in PERIODS:
            raise Refused(f"'{period_unit}' in field 'PERIODUNIT' is none of {list(PERIODS)}.")
        groups = {}
        for row in self.store.rows(ACTUALS):
            if (row["dataAreaId"] != company or row.get("ISJOURNALIZED") == "Yes"
                    or row.get("TRANSACTIONCLASSIFICATION") == TAX):
                continue
            if not row.get("EXCHANGERATE"):
                # Not imported, and an error is logged; the row waits for the set-up.
                self.import_errors[row["ACTUALID"]] = "There is no exchange rate."
                continue
            self.import_errors.pop(row["ACTUALID"], None)
            date = max(row.get("ACCOUNTINGDATE") or "", self.closed_before)
            groups.setdefault(date[:PERIODS[period_unit]], []).append((row["ACTUALID"], date, row))
        made = []
        for period in sorted(groups):
            rows = sorted(groups[period], key=lambda one: one[:2])
            for start in range(0, len(rows), LINES_PER_JOURNAL):
                made.append(self.new_journal(company, period, rows[start:start + LINES_PER_JOURNAL]))
        return made

    def new_journal(self, company, period, rows):
        journal = f"PSAJ{self.next_journal:06}"
        self.next_journal += 1
        for number, (actual, date, row) in enumerate(rows, 1):
            self.store.put(LINES, {
                "dataAreaId": company, "JOURNALID": journal, "LINENUMBER": number,
                "ACTUALID": actual, "STATUS": "Draft", "ERRORMESSAGE": None, "VOUCHER": None,
                "SALESTAXAMOUNT": None, "ACCOUNTINGDATE": self.moment(date),
                "CATEGORYID": self.category_of(row), "LINEPROPERTY": self.line_property_of(row)})
            self.store.put(ACTUALS, {**row, "ISJOURNALIZED": "Yes"})
        self.store.put(JOURNALS, {"dataAreaId": company, "JOURNALID": journal, "STATUS": "Draft",
                                  "PERIOD": period, "LINES": len(rows)})
        return journal

    @staticmethod
    def moment(date):
        return date if "T" in date else f"{date}T00:00:00Z"

    def category_of(self, row):
        for category in self.store.rows("ProjCDSCategoryEntity"):
            if category.get("INTEGRATIONID") == row.get("TRANSACTIONCATEGORY") is not None:
                return category["CATEGORYID"]
        parameters = next(iter(self.store.rows("ProjCDSParameters")), {})
        fee = row.get("TRANSACTIONCLASSIFICATION") == 192350004
        return parameters.get("FEECATEGORY" if fee else "TIMECATEGORY")

    def line_property_of(self, row):
        for one in self.store.rows("ProjCDSBillingTypeDefaults"):
            if one["BILLINGTYPE"] == row.get("BILLINGTYPE"):
                return one["LINEPROPERTY"]
        return None

    def post(self, company, journal):
        header = self.store.get(JOURNALS, (company, journal))
        if header is None:
            raise Refused(f"The value '{journal}' in field 'JOURNALID' is not found.")
        posted, failed = 0, []
        for line in self.store.lines_of(company, journal):
            if line["STATUS"] == "Posted":
                continue
            problem = self.problem_of(line)
            if problem:
                failed.append((line, problem))
            else:
                self.post_line(line)
                posted += 1
        error_journal = None
        if failed:
            error_journal = f"PSAJ{self.next_journal:06}"
            self.next_journal += 1
            for number, (line, problem) in enumerate(failed, 1):
                self.store.remove(LINES, (company, journal, line["LINENUMBER"]))
                self.store.put(LINES, {**line, "JOURNALID": error_journal, "LINENUMBER": number,
                                       "STATUS": "Error", "ERRORMESSAGE": problem})
            self.store.put(JOURNALS, {**header, "JOURNALID": error_journal, "STATUS": "Error",
                                      "LINES": len(failed)})
        self.store.put(JOURNALS, {**header, "STATUS": "Posted",
                                  "LINES": header["LINES"] - len(failed)})
        return {"POSTED": posted, "FAILED": len(failed), "ERRORJOURNALID": error_journal}

    def problem_of(self, line):
        if not line["CATEGORYID"]:
            return "Field 'CATEGORYID' must be filled in: the parameters name no category."
        if not line["LINEPROPERTY"]:
            return "Field 'LINEPROPERTY' must be filled in: the billing type has none."
        if self.store.get(ACTUALS, (line["dataAreaId"], line["ACTUALID"])) is None:
            return "The actual of this line is not there."
        return None

    def post_line(self, line):
        company, actual = line["dataAreaId"], line["ACTUALID"]
        row = self.store.get(ACTUALS, (company, actual))
        voucher = f"PSAV{self.next_voucher:07}"
        self.next_voucher += 1
        taxed = row["TRANSTYPE"] == "Sales" and row.get("BILLINGTYPE") == "Chargeable"
        tax = round((row.get("AMOUNT") or 0) * self.tax_rate, 2) if taxed else 0
        self.postings.append((voucher, actual, line["JOURNALID"], line["LINENUMBER"]))
        self.times_posted[actual] = self.times_posted.get(actual, 0) + 1
        self.store.put(LINES, {**line, "STATUS": "Posted", "ERRORMESSAGE": None,
                               "VOUCHER": voucher, "SALESTAXAMOUNT": tax})
        self.store.put(ACTUALS, {**row, "VOUCHER": voucher, "EXTERNALREFERENCE": voucher,
                                 "ACCOUNTINGDATE": line["ACCOUNTINGDATE"], "SALESTAXAMOUNT": tax})
        if tax:
            self.add_tax(row, voucher, tax)

    def add_tax(self, row, voucher, tax):
        actual = str(uuid.uuid5(NAMESPACE, "tax " + row["ACTUALID"]))
        rate = row.get("EXCHANGERATE") or 1
        self.store.put(ACTUALS, {
            **row, "ACTUALID": actual, "TRANSACTIONCLASSIFICATION": TAX, "AMOUNT": tax,
            "AMOUNTMST": round(tax / rate, 4), "QUANTITY": 1, "UNITPRICE": tax,
            "UNITPRICEMST": round(tax / rate, 4), "TRANSACTIONCATEGORY": None,
            "DESCRIPTION": "Sales tax", "ISJOURNALIZED": "Yes", "VOUCHER": voucher,
            "EXTERNALREFERENCE": voucher, "SALESTAXAMOUNT": None})
        self.store.put(RELATIONSHIPS, {
            "dataAreaId": row["dataAreaId"],
            "CONNECTIONID": str(uuid.uuid5(NAMESPACE, "connection " + row["ACTUALID"])),
            "TRANSACTION1ID": actual, "TRANSACTION1ROLE": "Tax", "TRANSACTION1TYPE": "msdyn_actual",
            "TRANSACTION2ID": row["ACTUALID"], "TRANSACTION2ROLE": "Original",
            "TRANSACTION2TYPE": "msdyn_actual"})

    def report(self):
        actuals = {row["ACTUALID"] for row in self.store.rows(ACTUALS)
                   if row.get("TRANSACTIONCLASSIFICATION") != TAX}
        return {
            "posted": len(self.postings),
            "double_posted": sorted(one for one, times in self.times_posted.items() if times > 1),
            "not_posted": sorted(actuals - set(self.times_posted)),
            "import_errors": self.import_errors,
        }


def now_text():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(
        timespec="milliseconds").replace("+00:00", "Z")
