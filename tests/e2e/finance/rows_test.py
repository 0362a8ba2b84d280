#!/usr/bin/env python3
"""Everything that may be wrong with a row: each has an error with row, field, value and cause, keeps
out nobody else, and goes over once it is mended; nothing is posted twice or lost."""

import sys
import uuid

import actuals
from case import Case, sample_rows
from finance_support import ACTUALS, Peer, integration
from support import scratch

EXPENSE = 192350001
ITEM = {"level": "item", "method": "POST", "path": ACTUALS}
COMPANY = "usmf"


def identity(name):
    return str(uuid.uuid5(actuals.NAMESPACE, name))


def refused(case, name, field, rows):
    """Runs; the rows have an error of this field, which it gives."""
    run = case.to_end()
    assert run["status"] == "warning", (name, run)
    errors = case.errors_of(rows)
    assert set(errors) == set(rows), (name, errors, rows)
    assert {one["field"] for one in errors.values()} == {field}, (name, errors)
    assert all(one["cause"] for one in errors.values()), errors
    assert not any(case.is_posted(rows)), name
    one = next(iter(errors.values()))
    print(f"  {name}: {one['field']} {one['value']!r}: {one['cause'][:80]}")
    return one


def flowing_project():
    wanted = actuals.templates()[0]["_msdyn_project_value"]
    return next(row for row in sample_rows("msdyn_projects") if row["msdyn_projectid"] == wanted)


def null_category(case):
    beside = case.actuals("good beside bad")
    rows = case.actuals("null category", 1, msdyn_transactionclassification=EXPENSE,
                        _msdyn_transactioncategory_value=None)
    refused(case, "null category", "TRANSACTIONCATEGORY", rows)
    assert all(case.is_posted(beside)), "a bad row kept out a good one"
    category = sample_rows("msdyn_transactioncategories")[0]["msdyn_transactioncategoryid"]
    case.actuals("null category", 1, msdyn_transactionclassification=EXPENSE,
                 _msdyn_transactioncategory_value=category)
    case.to_end()
    assert all(case.is_posted(rows))


def wrong_currency(case):
    """Somebody removes a currency over there; the rows that use it wait for it."""
    posted = case.there(ACTUALS, "ACTUALID", actuals.templates()[0]["msdyn_actualid"])
    code = posted["TRANSACTIONCURRENCYID"]
    case.peer.admin("delete", {"set": "Currencies", "key": [code]})
    rows = case.actuals("wrong currency", 1)
    assert refused(case, "wrong currency", "TRANSACTIONCURRENCYID", rows)["value"] == code
    case.peer.admin("load", {"Currencies": [{"CURRENCYCODE": code, "NAME": code}]})
    case.retry()
    assert all(case.is_posted(rows))


def missing_key(case):
    """A project without a number cannot be named over there, nor what hangs on it."""
    project = {**flowing_project(), "msdyn_projectid": identity("project"),
               "msdyn_subject": "Without a number", "msdynce_projectnumber": None}
    case.bring("msdyn_projects", project)
    rows = case.actuals("missing key", 1, _msdyn_project_value=identity("project"))
    refused(case, "missing key", "PROJECTID", rows)
    error = case.errors_of([identity("project")])[identity("project")]
    assert (error["task"], error["field"]) == ("projects", "PROJECTID"), error
    case.bring("msdyn_projects", {**project, "msdynce_projectnumber": "PRJ-LATE"})
    case.retry()
    assert case.there("ProjCDSProjectEntity", "PROJECTID", "PRJ-LATE")
    assert all(case.is_posted(rows))


def text_too_long(case):
    """Cut where the template says so, else refused."""
    category = {**sample_rows("msdyn_transactioncategories")[0],
                "msdyn_transactioncategoryid": identity("category"),
                "msdyn_name": "Travelling by aeroplane to far islands"}
    case.bring("msdyn_transactioncategories", category)
    error = refused(case, "over-long text", "CATEGORYID", [identity("category")])
    assert error["value"] == category["msdyn_name"] and "30 characters" in error["cause"], error
    case.bring("msdyn_transactioncategories", {**category, "msdyn_name": "Flights"})
    subject = "Ü" + "x" * 58 + "ßyz" * 10
    task = {**next(row for row in sample_rows("msdyn_projecttasks")
                   if row["_msdyn_project_value"] == flowing_project()["msdyn_projectid"]
                   and not row["msdyn_islinetask"]),
            "msdyn_projecttaskid": identity("task"), "msdyn_subject": subject}
    case.bring("msdyn_projecttasks", task)
    case.to_end()
    assert case.there("ProjCDSCategoryEntity", "CATEGORYID", "Flights")
    sent = case.there("ProjCDSTaskEntity", "TASK", identity("task"))
    assert sent["NAME"] == subject[:60], sent
    print(f"  over-long text: cut to {len(sent['NAME'])} characters where the template says so")


def deleted_meanwhile(case):
    """A project that somebody deletes over there is an error of what hangs on it."""
    number = flowing_project()["msdynce_projectnumber"]
    gone = case.there("ProjCDSProjectEntity", "PROJECTID", number)
    case.peer.admin("delete", {"set": "ProjCDSProjectEntity", "key": [COMPANY, number]})
    on_it = flowing_project()["msdyn_projectid"]
    rows = case.actuals("deleted meanwhile", 1, _msdyn_project_value=on_it)
    assert refused(case, "deleted meanwhile", "PROJECTID", rows)["value"] == number
    # Changed here, the project goes over as if it had never been there.
    case.bring("msdyn_projects", {**flowing_project(), "msdyn_subject": "Back again"})
    case.retry()
    back = case.there("ProjCDSProjectEntity", "PROJECTID", number)
    assert back["PROJECTNAME"] == "Back again" and back["PROJECTCONTRACTID"] == gone[
        "PROJECTCONTRACTID"], back
    assert all(case.is_posted(rows))


def status_of_a_row(case, status):
    rows = case.actuals(f"status {status}", 1)
    case.peer.faults({**ITEM, "status": status, "times": 100,
                      "message": f"Field 'DESCRIPTION' met {status}."})
    error = refused(case, f"{status} for a row", "DESCRIPTION", rows)
    assert f"met {status}" in error["cause"] and error["value"] == f"status {status} 0", error
    case.peer.faults()
    case.retry()
    assert all(case.is_posted(rows)), (status, case.errors_of(rows))


def no_such_set(case):
    """404 for an insert is about the entity set, not the row: the run stops and says so."""
    rows = case.actuals("status 404", 1)
    case.peer.faults({**ITEM, "status": 404, "message": "Nothing here."})
    run = case.to_end()
    assert run["status"] == "error" and "no such entity set" in run["problem"], run
    case.to_end()
    assert all(case.is_posted(rows))
    print(f"  404 for an insert: stopped: {run['problem']}")


def is_given_up(case):
    """After so many tries a row is skipped until somebody asks for it, and is not lost."""
    rows = case.actuals("hopeless", 1)
    case.peer.faults({**ITEM, "status": 400, "message": "Field 'DESCRIPTION' is wrong.",
                      "times": 1000})
    for _ in range(5):
        case.to_end()
    assert case.errors_of(rows)[rows[0]]["state"] == "skipped", case.errors_of(rows)
    case.peer.faults()
    case.to_end()
    assert case.is_posted(rows) == [False]
    case.retry()
    assert all(case.is_posted(rows))
    print("  refused five times: skipped until somebody asks")


def main(bin_dir):
    with scratch("finance-rows") as folder, Peer(folder) as peer:
        case = Case(bin_dir, folder, peer)
        case.to_end()
        null_category(case)
        wrong_currency(case)
        missing_key(case)
        text_too_long(case)
        deleted_meanwhile(case)
        for status in (400, 409, 412):
            status_of_a_row(case, status)
        no_such_set(case)
        is_given_up(case)
        case.check_books()
        causes = integration(case.site, "errors")["causes"]
        assert sum(one["rows"] for one in causes) >= 4, causes
        print(f"{len(peer.state()[ACTUALS])} actuals, each posted once")


if __name__ == "__main__":
    main(sys.argv[1])
