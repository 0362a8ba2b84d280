#!/usr/bin/env python3
"""Operating the integration: TLS is verified, each verb answers with and without --json, metrics and
readiness tell how the peer is without failing the edge, and secrets stay where they are."""

import pathlib
import subprocess
import sys

import double
from finance_support import ACTUALS, Peer, TAX, finance_site, integration
from support import DEADLINE_SECONDS, Device, scratch

STAFF = "beatrice.rossi@organisation.example"
METRICS = ("rows_total", "requests", "throttled_seconds_total", "peer_seconds", "lag_seconds",
           "outbox_items", "outbox_oldest_seconds")
UNAVAILABLE = {"expense_reports", "work_breakdown_structure", "billing", "purchase_orders"}


def certificate(folder, address):
    """A certificate that signed itself: (certificate, key)."""
    folder.mkdir()
    paths = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=double",
                    "-addext", f"subjectAltName=IP:{address}", "-out", paths[0], "-keyout",
                    paths[1]], check=True, capture_output=True)
    return paths


def refused_certificate(site, peer, why):
    """Nothing runs, nothing reaches the peer, and the finding says what to do."""
    checks = integration(site, "check")
    assert not checks["may_run"], checks
    found = [one for one in checks["checks"] if why in one["message"]]
    assert found and "finance.ca_file" in found[0]["remedy"], checks["checks"]
    integration(site, "run", check=False)
    counts = peer.report()["counts"]
    assert counts["requests"] == 0 and counts["tokens"] == 0, counts
    print(f"  refused: {found[0]['message'][:90]}")


def verify_tls(bin_dir, folder):
    """A certificate that nobody vouches for is refused, and so is one of another address; named in
    finance.ca_file, the peer's own is taken. Gives the folder of that one."""
    own = certificate(folder / "own", "127.0.0.1")
    other = certificate(folder / "other", "127.0.0.2")
    for name, tls, more, why in (("untrusted", own, {}, "self-signed certificate"),
                                 ("misnamed", other, {"ca_file": str(other[0])}, "127.0.0.1")):
        (folder / name).mkdir()
        with Peer(folder / name, tls=tls) as peer:
            site = finance_site(bin_dir, folder / name, peer, **more)
            refused_certificate(site, peer, why)
    return own


def plain(site, verb, *arguments):
    """What a verb prints for people."""
    done = subprocess.run([site.syncd, "--config", site.config, "integration", verb,
                           *map(str, arguments)], capture_output=True, text=True,
                          timeout=DEADLINE_SECONDS)
    assert done.returncode in (0, 1) and done.stdout.strip(), (verb, done)
    return done.stdout


def check_verbs(site, peer):
    listed = integration(site, "list")["templates"]
    assert [one["order"] for one in listed] == sorted(one["order"] for one in listed), listed
    closed = {one["template"]: one["label"] for one in listed if one["state"] == "not available"}
    assert closed.keys() == UNAVAILABLE, closed
    assert all("no template was published" in label for label in closed.values()), closed
    assert "actuals_update" in plain(site, "list")

    assert integration(site, "check")["may_run"]
    plain(site, "check")

    preview = integration(site, "preview", "--template", "projects_and_contracts", "--rows", 5)
    would = {(one["task"], one["would"]) for one in preview["rows"]}
    assert ("project_contracts", "be made") in would, would
    refused = [one for one in preview["rows"] if one["would"] == "be refused"]
    assert all(one["problems"][0]["cause"] for one in refused), refused
    assert peer.report()["counts"]["inserted"] == 0, "a preview wrote something"
    assert "be made" in plain(site, "preview", "--rows", 1)

    run = integration(site, "run")
    assert run["status"] == "warning" and run["findings"], run
    again = integration(site, "run", "--template", "project_tasks")
    assert {one["task"] for one in again["tasks"]} == {"project_tasks"}, again

    runs = integration(site, "history")["runs"]
    assert [one["run"] for one in runs] == [2, 1] and runs[1]["sent"] > 500, runs
    assert all(one["seconds"] >= 0 and one["trigger"] == "hand" for one in runs), runs
    assert len(integration(site, "history", "--runs", 1)["runs"]) == 1
    assert "warning" in plain(site, "history")

    answer = integration(site, "errors")
    assert sum(one["rows"] for one in answer["causes"]) == len(answer["errors"]), answer["causes"]
    only = integration(site, "errors", "--task", "projects")["errors"]
    assert only and {one["task"] for one in only} == {"projects"}, only
    assert "CUSTOMERACCOUNT" in plain(site, "errors", "--task", "projects")

    assert integration(site, "retry", "--task", "projects")["waiting_again"] == len(only)
    assert integration(site, "errors", "--task", "projects")["errors"] == []
    assert "0" in plain(site, "retry", "--task", "projects")


def check_trace(site, peer):
    state = peer.state()
    tax = next(row for row in state[ACTUALS] if row["TRANSACTIONCLASSIFICATION"] == TAX)
    original = next(row for row in state["ProjCDSTransactionRelationshipImportEntity"]
                    if row["TRANSACTION1ID"] == tax["ACTUALID"])["TRANSACTION2ID"]
    trace = integration(site, "trace", original)
    steps = {one["step"]: one for one in trace["steps"]}
    assert {"device", "actual", "journal line", "voucher", "sales tax", "invoice"} <= steps.keys()
    assert steps["voucher"]["voucher"] == tax["VOUCHER"], steps
    assert steps["journal line"]["status"] == "Posted", steps
    assert steps["sales tax"]["actual"] == tax["ACTUALID"], steps
    assert tax["VOUCHER"] in plain(site, "trace", original)
    unknown = integration(site, "trace", "00000000-0000-4000-8000-000000000000", check=False)
    assert "no actual is known" in str(unknown), unknown


def check_standing(site, peer):
    """While the peer is well: ready, and every metric is there."""
    status, _, body = site.request("GET", "/readyz?verbose")
    assert status == 200 and b"[+] finance: 0 rows waiting, last good run 2" in body, body
    metrics = site.request("GET", "/metrics")[2].decode()
    for name in METRICS:
        assert f"\nfieldbook_integration_{name}" in metrics, f"no {name} in {metrics}"
    sent = [line for line in metrics.splitlines() if line.startswith(
        'fieldbook_integration_rows_total{outcome="sent",task="actuals"}')]
    there = sum(row["TRANSACTIONCLASSIFICATION"] != TAX for row in peer.state()[ACTUALS])
    assert sent and float(sent[0].split()[-1]) == there, (sent, there)


def check_sick_peer(site, device):
    """Nobody answers over there: the run waits, readiness names it, and the edge goes on."""
    run = integration(site, "run", check=False)
    assert "nothing runs until these are met" in str(run), run
    status, _, body = site.request("GET", "/readyz?verbose")
    assert status == 200 and b"[-] finance: " in body and b"\nready\n" in body, body
    assert site.request("GET", "/readyz")[0] == 200
    device.sync()
    print(f"  sick peer: {body.decode().split('[-] finance: ')[1].splitlines()[0][:90]}")
    return str(run)


def check_secrets(site, tokens, texts):
    """Neither the secret nor a token is in what is printed, logged or stored."""
    dump = subprocess.run([site.syncd, "--config", site.config, "--print-config"],
                          capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    assert "finance.client_secret_file" in dump.stdout, dump
    for verb in ("history", "errors", "list"):
        texts.append(str(integration(site, verb)))
    texts += [dump.stdout, dump.stderr, site.request("GET", "/metrics")[2].decode()]
    hidden = [double.CLIENT_SECRET, *tokens]
    assert len(hidden) > 1
    for text in texts:
        assert not any(one in text for one in hidden), text[:2000]
    looked = 0
    for path in pathlib.Path(site.folder).rglob("*"):
        if not path.is_file() or path.name == "finance-secret":
            continue
        content = path.read_bytes()
        looked += 1
        assert not any(one.encode() in content for one in hidden), path
    logged = (site.folder / "daemon.log").read_text()
    assert looked >= 4 and "finance run ended" in logged, logged
    print(f"  {len(hidden)} secrets in none of {len(texts)} answers and {looked} files")


def main(bin_dir):
    with scratch("finance-operate") as folder:
        own = verify_tls(bin_dir, folder)
        site_folder = folder / "site"
        site_folder.mkdir()
        with Peer(site_folder, tls=own) as peer:
            site = finance_site(bin_dir, site_folder, peer, ca_file=str(own[0]))
            passwords = site.passwords()
            site.password_file().unlink()
            site.config.write_text(site.config.read_text().replace(
                'format = "human"', 'format = "human"\nlevel = "debug"'))
            with (site_folder / "daemon.log").open("w") as log:
                site.start(log)
            try:
                device = Device(bin_dir, folder / "profiles", site, STAFF)
                device.sign_in(passwords[STAFF])
                check_verbs(site, peer)
                check_trace(site, peer)
                integration(site, "run")
                check_standing(site, peer)
                # The sign-in fails once: its reason must not quote what it tried.
                peer.faults({"path": "$batch", "status": 401, "times": 2})
                integration(site, "retry")
                failed = integration(site, "run", check=False)
                assert failed["status"] == "error", failed
                tokens = peer.admin("tokens")
                peer.stop()
                problem = check_sick_peer(site, device)
                check_secrets(site, tokens, [str(failed), problem])
            finally:
                site.stop()
        print("TLS verified, every verb answered, a sick peer named, secrets kept")


if __name__ == "__main__":
    main(sys.argv[1])
