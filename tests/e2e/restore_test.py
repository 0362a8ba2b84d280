#!/usr/bin/env python3
"""An operator takes a backup back: devices that saw more come in step again, and what was decided
since the backup is decided again under its old id, once."""

import json
import sys

import demo_rows
from support import Device, Site, scratch

CUSTOMER = "arjun.mehta.4@acct0.example"
PARTNER = "renee.stclair.18@acct70.example"


def sync(device, password):
    """In step, with a new sign-in where the daemon forgot the token it gave since the backup."""
    code, _ = device.run("sync")
    if code == 3:
        device.sign_in(password)
    synced = device.sync()
    assert synced["in_step"] and synced["proven"], synced
    assert synced["status"]["waiting"] == 0, device.must("outbox")


def applied(device):
    """{id of an action: its verdict}, each once."""
    history = device.must("history", "--limit", 1000)
    assert len({a["id"] for a in history}) == len(history), history
    return {a["id"]: a["verdict"] for a in history}


def check_in_step(site, devices):
    digests = site.digests()
    for device in devices:
        doctor = device.must("doctor")
        assert doctor["healthy"] and doctor["proven"], doctor["findings"]
        for bucket in doctor["buckets"]:
            assert digests[bucket["name"]] == (bucket["count"], bucket["digest"]), bucket


def check_refusals(site, folder, backup):
    """While the daemon runs, and of files that are no backup; the data stays as it is."""
    status = json.loads(site.run("status", "--json").stdout)
    assert site.run("restore", backup, check=False).returncode == 3
    text = folder / "text.db"
    text.write_text("no database" * 1000)
    assert site.run("verify", text, check=False).returncode == 4
    assert site.run("verify", folder / "nowhere.db", check=False).returncode == 1
    verified = json.loads(site.run("verify", backup, "--json").stdout)
    assert verified["findings"] == [] and verified["rows"] > 0, verified
    assert json.loads(site.run("status", "--json").stdout) == status


def main(bin_dir):
    with scratch("restore") as folder:
        site = Site(bin_dir, folder, '\n[distribution]\nmode = "off"\n')
        site.import_sample("--rebase-dates")
        site.start()
        try:
            passwords = site.passwords()
            customer = Device(bin_dir, folder / "profiles", site, CUSTOMER)
            partner = Device(bin_dir, folder / "profiles", site, PARTNER)
            for device in (customer, partner):
                device.sign_in(passwords[device.signin])
                sync(device, passwords[device.signin])
            quotes = demo_rows.quotes(customer.list("quote", "pending"))
            me = partner.must("status")["user"]

            customer.must("approve", "quote", quotes[0])
            sync(customer, passwords[CUSTOMER])
            backup = folder / "backup.db"
            site.run("backup", backup)
            first = json.loads(site.run("status", "--json").stdout)
            saved = (customer.must("reject", "quote", quotes[1], "--comment", "Too dear"),
                     partner.must("set", "contact", me, "jobtitle=After the backup"))
            beyond = [one["action"]["id"] for one in saved]
            for device in (customer, partner):
                sync(device, passwords[device.signin])
            waiting = customer.must("approve", "quote", quotes[2])["action"]["id"]
            check_refusals(site, folder, backup)

            site.kill()
            restored = json.loads(site.run("restore", backup, "--json").stdout)
            assert restored["restored"] and restored["commits_beyond"] > 0, restored
            site.start()
            status = json.loads(site.run("status", "--json").stdout)
            assert status["commit"] == first["commit"] and status["epoch"] != first["epoch"], status

            for _ in range(2):
                for device in (customer, partner):
                    sync(device, passwords[device.signin])
            check_in_step(site, (customer, partner))
            verdicts = {**applied(customer), **applied(partner)}
            for action in [*beyond, waiting]:
                assert verdicts[action] == "applied", (action, verdicts)
            exported = site.export(folder / "export")
            assert exported["contacts.json"][me]["jobtitle"] == "After the backup"
            decided = sorted(row["_quoteid_value"]
                             for row in exported["fieldbook_quotedecisions.json"].values()
                             if row["_quoteid_value"] in quotes[:3])
            assert decided == sorted(quotes[:3]), decided
            assert site.run("doctor").returncode == 0
        finally:
            code = site.stop()
        assert code == 0, f"syncd ended with {code}"


if __name__ == "__main__":
    main(sys.argv[1])
