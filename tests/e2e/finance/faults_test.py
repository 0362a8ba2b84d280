#!/usr/bin/env python3
"""Everything that Finance and Operations, the wire or a row may do wrong: each has its row error or
stops the run with a reason, and in the end every actual is posted exactly once."""

import subprocess
import sys

import actuals
from finance_support import (ACTUALS, MODEL, Peer, TAX, finance_site, integration, made_there,
                             settings)
from expected import differences
from support import scratch, wait_until

INSERTS = {"path": "$batch", "method": "POST", "body": "POST ProjCDSActualsImportEntity"}
ITEM = {"level": "item", "method": "POST", "path": "ProjCDSActualsImportEntity"}


class Case:
    def __init__(self, bin_dir, folder, peer):
        self.folder, self.peer = folder, peer
        self.site = finance_site(bin_dir, folder, peer)
        self.added = 0

    def actuals(self, name, count=3, **changes):
        return actuals.add(self.site, self.folder, name, count, **changes)

    def to_end(self):
        """Goes on until the run has an end: it pauses as long as the peer asked for."""
        def ended():
            run = integration(self.site, "run", check=False)
            return run if run["status"] != "running" else None
        return wait_until(ended, "the run to end", 150)

    def errors_of(self, rows):
        errors = integration(self.site, "errors")["errors"]
        return {one["row"]: one for one in errors if one["row"] in rows}

    def is_posted(self, rows):
        state = {row["ACTUALID"]: row for row in self.peer.state()[ACTUALS]}
        return [bool(state.get(row, {}).get("VOUCHER")) for row in rows]

    def check_books(self):
        report = self.peer.report()
        assert report["double_posted"] == [], report["double_posted"]
        assert report["not_posted"] == [], report["not_posted"]
        assert report["counts"]["changed_after_journal"] == 0, report["counts"]


def transient(case, name, *faults):
    """Faults that pass: the run goes on by itself and nothing is lost or doubled."""
    rows = case.actuals(name)
    case.peer.faults(*faults)
    first = integration(case.site, "run", check=False)
    assert first["status"] in ("running", "completed", "warning"), (name, first)
    run = case.to_end()
    assert run["status"] in ("completed", "warning"), (name, run)
    met = [fault.get("met", 0) for fault in case.peer.report()["faults"]]
    assert all(met), f"{name}: a fault was never met: {met}"
    assert all(case.is_posted(rows)), name
    case.check_books()
    print(f"  {name}: went on by itself")


def stops(case, name, words, *faults):
    """Faults that end the run with a reason; the next run goes on."""
    rows = case.actuals(name)
    case.peer.faults(*faults)
    run = integration(case.site, "run", check=False)
    assert run["status"] == "error", (name, run)
    assert any(word in run["problem"] for word in words), (name, run["problem"])
    case.peer.faults()
    assert case.to_end()["status"] in ("completed", "warning"), name
    assert all(case.is_posted(rows)), name
    case.check_books()
    print(f"  {name}: stopped: {run['problem'].splitlines()[0][:90]}")


def refuses(case, name, field, rows):
    """Rows that are wrong have an error that names the field; the others went on."""
    run = case.to_end()
    assert run["status"] in ("completed", "warning"), (name, run)
    errors = case.errors_of(rows)
    assert set(errors) == set(rows), (name, errors, rows)
    assert {one["field"] for one in errors.values()} == {field}, (name, errors)
    assert all(one["cause"] for one in errors.values()), errors
    assert not any(case.is_posted(rows)), name
    print(f"  {name}: {next(iter(errors.values()))['cause'][:90]}")


def bad_rows(case):
    good = case.actuals("good beside bad")
    refuses(case, "null category", "TRANSACTIONCATEGORY",
            case.actuals("null category", 1, msdyn_transactionclassification=192350001,
                         _msdyn_transactioncategory_value=None))
    # Somebody removes a currency over there; the rows that use it wait for it.
    currency = actuals.templates()[0]
    code = [row for row in case.peer.state()["ProjCDSActualsImportEntity"]
            if row["ACTUALID"] == currency["msdyn_actualid"]][0]["TRANSACTIONCURRENCYID"]
    case.peer.admin("delete", {"set": "Currencies", "key": [code]})
    wrong = case.actuals("wrong currency", 1)
    refuses(case, "wrong currency", "TRANSACTIONCURRENCYID", wrong)
    case.peer.admin("load", {"Currencies": [{"CURRENCYCODE": code, "NAME": code}]})
    integration(case.site, "retry")
    case.to_end()
    assert all(case.is_posted(wrong + good))
    for status in (404, 409, 412):
        rows = case.actuals(f"status {status}", 1)
        case.peer.faults({**ITEM, "status": status, "message": f"Field 'DESCRIPTION' met {status}.",
                          "times": 100})
        case.to_end()
        case.peer.faults()
        errors = case.errors_of(rows)
        posted = case.is_posted(rows)
        assert errors or posted == [False] or posted == [True], (status, errors)
        integration(case.site, "retry")
        case.to_end()
        assert all(case.is_posted(rows)), (status, case.errors_of(rows))
        print(f"  {status} for a row: kept, and sent after retry")
    case.check_books()


def secrets_stay(case, bin_dir):
    """Neither log nor configuration dump nor answers hold the secret or a token."""
    done = subprocess.run([case.site.syncd, "--config", case.site.config, "--print-config"],
                          capture_output=True, text=True, timeout=60)
    texts = [done.stdout + done.stderr, str(integration(case.site, "history"))]
    assert not any("double-secret" in text or "Bearer " in text for text in texts)


def unknown_legal_entity(bin_dir, folder, peer):
    """Nothing starts; the finding says what to do."""
    folder.mkdir()
    site = finance_site(bin_dir, folder, peer, legal_entity="nowh")
    before = peer.report()["counts"]["inserted"]
    checks = integration(site, "check")
    assert not checks["may_run"], checks
    found = [one for one in checks["checks"] if "legal entity" in one["message"]]
    assert found and found[0]["remedy"], checks
    integration(site, "run", check=False)
    assert peer.report()["counts"]["inserted"] == before
    # Entered correctly, with a secret that is not: the run says that the sign-in is refused.
    text = site.config.read_text().replace('"nowh"', '"usmf"')
    site.config.write_text(text)
    (folder / "finance-secret").write_text("wrong")
    checks = integration(site, "check")
    assert not checks["may_run"] and "invalid_client" in str(checks), checks
    print(f"  unknown legal entity: {found[0]['message']}")


def main(bin_dir):
    with scratch("finance-faults") as folder, Peer(folder) as peer:
        unknown_legal_entity(bin_dir, folder / "nowhere", peer)
        case = Case(bin_dir, folder, peer)
        before = case.site.export(folder / "before")
        run = case.to_end()
        assert run["status"] == "warning", run
        assert differences(before, peer.state(), MODEL, made_there) == []
        soon = {"retry_after": 1}
        transient(case, "429", {**INSERTS, "status": 429, **soon},
                  {**ITEM, "status": 429, **soon})
        transient(case, "503", {**INSERTS, "status": 503, **soon})
        transient(case, "500", {**INSERTS, "status": 500, **soon})
        transient(case, "500 for a row", {**ITEM, "status": 500, **soon})
        transient(case, "expired token", {**INSERTS, "status": 401})
        transient(case, "answer cut off", {**INSERTS, "truncate": 400})
        transient(case, "work done, answer lost", {**INSERTS, "drop": "after"})
        transient(case, "lost answer of the journal", {"path": "importFromStaging",
                                                       "drop": "after"})
        stops(case, "401", ("sign-in", "refused"), {**INSERTS, "status": 401, "times": 2})
        stops(case, "403", ("sign-in", "refused"), {**INSERTS, "status": 403})
        stops(case, "HTML instead of JSON", ("html", "HTML"), {**INSERTS, "html": 200})
        stops(case, "404 for the service", ("",), {**INSERTS, "html": 404})
        bad_rows(case)
        secrets_stay(case, bin_dir)
        print(f"{len(peer.state()[ACTUALS])} actuals, "
              f"{sum(r['TRANSACTIONCLASSIFICATION'] == TAX for r in peer.state()[ACTUALS])} taxes, "
              "each posted once")


if __name__ == "__main__":
    main(sys.argv[1])
