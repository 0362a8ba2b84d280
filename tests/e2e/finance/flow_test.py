#!/usr/bin/env python3
"""The sample flows to Finance and Operations and back: entities row by row as the published maps say,
the journal posted, vouchers and taxes on a device, nothing sent twice."""

import json
import sys
import uuid

from finance_support import (ACTUALS, MODEL, Peer, TAX, finance_site, integration, made_there)
from expected import differences
from support import Device, scratch

STAFF = "beatrice.rossi@organisation.example"
CUSTOMER = "arjun.mehta.4@acct0.example"
WITHOUT_NUMBER = {"ORD-01009-9K3UK1", "ORD-01015-JFBDNR"}  # of a customer without a number


def check_run(run):
    assert run["status"] == "warning", run  # two contracts cannot go over
    tasks = {task["task"]: task for task in run["tasks"]}
    assert tasks["project_contracts"]["failed"] == len(WITHOUT_NUMBER), tasks
    return tasks


def check_errors(site):
    """Rows that did not go over say which field, which value and why."""
    errors = integration(site, "errors")["errors"]
    contracts = [one for one in errors if one["task"] == "project_contracts"]
    assert {one["field"] for one in contracts} == {"CUSTOMERACCOUNT"}, contracts
    assert all(one["cause"] for one in errors), errors


def check_books(peer, sent):
    report = peer.report()
    assert report["posted"] == sent, (report["posted"], sent)
    assert report["double_posted"] == [] and report["not_posted"] == [], report
    assert report["counts"]["changed_after_journal"] == 0, report["counts"]
    return report


def check_way_back(site, folder, peer, before):
    """Every voucher and every tax of the double stands in the organisation."""
    after = site.export(folder / "after")["msdyn_actuals.json"]
    state = peer.state()
    journalled = [row for row in state[ACTUALS] if row["VOUCHER"]]
    taxes = [row for row in journalled if row["TRANSACTIONCLASSIFICATION"] == TAX]
    assert taxes and len(taxes) < len(journalled)
    for row in journalled:
        ours = after[row["ACTUALID"]]
        assert ours["msdyn_externalreferenceid"] == row["VOUCHER"], (ours, row)
        assert ours["msdyn_isjournalized"] is True, ours
    for row in taxes:
        ours = after[row["ACTUALID"]]
        assert ours["msdyn_transactionclassification"] == TAX, ours
        assert abs(ours["msdyn_amount"] - row["AMOUNT"]) < 1e-6, (ours, row)
    untouched = before.keys() - {row["ACTUALID"] for row in journalled}
    for one in untouched:
        assert after[one] == before[one], (before[one], after[one])
    assert len(after) == len(before) + len(taxes)
    return journalled, taxes


def check_device(device, journalled, taxes):
    """What came back reaches those who may see it, by an ordinary sync."""
    device.sync()
    for row in journalled[:3] + taxes[:3]:
        shown = str(device.must("show", "actual", row["ACTUALID"]))
        assert row["VOUCHER"] in shown, (row["VOUCHER"], shown)


def token_of(site, person, password):
    status, _, answer = site.request("POST", "/v1/sign-in", json.dumps(
        {"signin": person, "password": password, "device": str(uuid.uuid4()),
         "device_name": "a test", "device_public_key": "22" * 32}),
        {"Content-Type": "application/json"})
    assert status == 200, answer
    return json.loads(answer)["access_token"]


def check_staff(site, passwords, actual):
    """Staff in the window are told what the verbs tell; nobody else is told anything."""
    def ask(token, body):
        status, _, answer = site.request("POST", "/v1/integration", json.dumps(body),
                                         {"Content-Type": "application/json",
                                          "Authorization": "Bearer " + token}, timeout=60)
        return status, json.loads(answer)

    staff = token_of(site, STAFF, passwords[STAFF])
    for word in ("list", "check", "history", "errors"):
        status, answer = ask(staff, {"ask": word})
        assert status == 200, answer
        verb = integration(site, word)
        assert all(answer[name] == verb[name] for name in answer.keys() & verb.keys()
                   if name not in ("findings", "more")), (answer, verb)
    status, answer = ask(staff, {"ask": "trace", "arguments": {"id": actual}})
    assert status == 200 and any(step["step"] == "voucher" and step["done"]
                                 for step in answer["steps"]), answer
    status, answer = ask(staff, {"ask": "trace", "arguments": {"id": str(uuid.uuid4())}})
    assert status == 200 and answer["problem"], answer
    runs = len(integration(site, "history")["runs"])
    status, answer = ask(staff, {"ask": "run"})
    assert status == 200 and len(answer["runs"]) == 1, answer
    integration(site, "run")  # goes on with that run until it ends
    assert len(integration(site, "history")["runs"]) > runs
    for bad in ({}, {"ask": "everything"}, {"ask": 7}, {"ask": "list", "arguments": []}):
        assert ask(staff, bad)[0] == 400, bad
    assert ask(token_of(site, CUSTOMER, passwords[CUSTOMER]), {"ask": "list"})[0] == 403


def main(bin_dir):
    with scratch("finance") as folder, Peer(folder) as peer:
        site = finance_site(bin_dir, folder, peer)
        before = site.export(folder / "before")
        passwords = site.passwords()
        site.start()
        try:
            device = Device(bin_dir, folder / "profiles", site, STAFF)
            device.sign_in(passwords[STAFF])
            checks = integration(site, "check")
            assert checks["may_run"], checks
            run = integration(site, "run")
            check_run(run)
            found = differences(before, peer.state(), MODEL, made_there)
            assert not found, "\n".join(found[:20])
            sent = sum(1 for row in peer.state()[ACTUALS]
                       if row["TRANSACTIONCLASSIFICATION"] != TAX)
            check_books(peer, sent)
            check_errors(site)
            journalled, taxes = check_way_back(site, folder, peer, before["msdyn_actuals.json"])
            check_device(device, journalled, taxes)

            # A second run has nothing to do.
            counts = peer.report()["counts"]
            integration(site, "run")
            again = peer.report()["counts"]
            assert again["inserted"] == counts["inserted"], (counts, again)
            check_books(peer, sent)
            check_staff(site, passwords, journalled[0]["ACTUALID"])
            check_books(peer, sent)
            print(f"{sent} actuals posted, row by row as expected; {len(taxes)} taxes came back "
                  "and reached a device")
        finally:
            site.stop()


if __name__ == "__main__":
    main(sys.argv[1])
