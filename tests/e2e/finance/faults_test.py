#!/usr/bin/env python3
"""Everything that Finance and Operations or the wire may do wrong: the run goes on by itself or stops
with a reason, and in the end every actual is posted exactly once."""

import sys

from case import Case
from expected import differences
from finance_support import ACTUALS, MODEL, Peer, TAX, finance_site, integration, made_there
from support import scratch

INSERTS = {"path": "$batch", "method": "POST", "body": "POST ProjCDSActualsImportEntity"}
ITEM = {"level": "item", "method": "POST", "path": "ProjCDSActualsImportEntity"}


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
    return run


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


def waits_as_long_as_asked(case):
    """A pause that the peer named is not shortened, and counts as throttled."""
    rows = case.actuals("throttled")
    case.peer.faults({**INSERTS, "status": 429, "retry_after": 1})
    run = integration(case.site, "run", check=False)
    assert run["status"] == "running" and run["throttled_seconds"] == 1, run
    met = case.peer.report()["counts"]["requests"]
    again = integration(case.site, "run", check=False)
    if again["status"] == "running":  # unless the second is over
        assert case.peer.report()["counts"]["requests"] == met, again
    assert case.to_end()["throttled_seconds"] == 1
    assert all(case.is_posted(rows))
    print("  429: waited as long as asked")


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
        waits_as_long_as_asked(case)
        transient(case, "429 for a row", {**ITEM, "status": 429, "retry_after": 1})
        transient(case, "503", {**INSERTS, "status": 503})
        transient(case, "500", {**INSERTS, "status": 500})
        transient(case, "500 for a row", {**ITEM, "status": 500})
        transient(case, "expired token", {**INSERTS, "status": 401})
        transient(case, "answer cut off", {**INSERTS, "truncate": 400})
        transient(case, "cut off at the head", {**INSERTS, "truncate": 0})
        transient(case, "never arrived", {**INSERTS, "drop": "before"})
        transient(case, "work done, answer lost", {**INSERTS, "drop": "after"})
        transient(case, "lost answer of the journal", {"path": "importFromStaging",
                                                       "drop": "after"})
        transient(case, "lost answer of a posting", {"path": "DataEntities.post",
                                                     "drop": "after"})
        stops(case, "401", ("the sign-in is refused",), {**INSERTS, "status": 401, "times": 2})
        stops(case, "403", ("the sign-in is refused",), {**INSERTS, "status": 403})
        stops(case, "HTML instead of JSON", ("text/html",), {**INSERTS, "html": 200})
        stops(case, "404 for the service", ("HTML",), {**INSERTS, "html": 404})
        stops(case, "no JSON", ("",), {"path": "importFromStaging", "body_is": "{\"value\": [1, "})
        print(f"{len(peer.state()[ACTUALS])} actuals, "
              f"{sum(r['TRANSACTIONCLASSIFICATION'] == TAX for r in peer.state()[ACTUALS])} taxes, "
              "each posted once")


if __name__ == "__main__":
    main(sys.argv[1])
