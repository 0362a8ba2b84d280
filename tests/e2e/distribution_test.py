#!/usr/bin/env python3
"""The daemon distributes the sample's opportunities by itself, woken by an import; staff look, decide
otherwise at the server and from a device, and a bad weight keeps it from starting."""

import json
import pathlib
import sys

from support import Device, Site, scratch, wait_until

PARTNER = "renee.stclair.18@acct70.example"
STAFF = "beatrice.rossi@organisation.example"

WEIGHTS = """
[distribution]
offer_days = 5
[distribution.weights]
distance = -0.005
winrate = 3
returnrate = -3
touchrate = 2
"""


def opportunities(site, folder, name):
    return site.export(folder / name)["opportunities.json"]


def check_offers(site, folder):
    """Everything marked ready is offered or open without a partner; deliveries say the same."""
    exported = site.export(folder / "after")
    rows = exported["opportunities.json"]
    deliveries = list(exported["fieldbook_opportunitydeliveries.json"].values())
    ready = [row for row in rows.values() if row["adx_readyfordistribution"]]
    offered = [row for row in ready if row["_msa_partnerid_value"]]
    assert ready and offered, "nothing was offered"
    for row in offered:
        assert row["statuscode"] == 100000001, row
        assert row["adx_delivereddate"] and row["adx_expirydate"], row
        mine = [d for d in deliveries if d["_opportunityid_value"] == row["opportunityid"]
                and d["way"] == 2]
        assert [d["_partnerid_value"] for d in mine] == [row["_msa_partnerid_value"]], row
    for row in ready:
        assert row["_msa_partnerid_value"] or row["statecode"] == 0, row
    return offered


def check_override(site, folder, row):
    preview = json.loads(site.run("distribution", "preview", row["opportunityid"], "--json").stdout)
    other = next(c["partner"] for c in preview["candidates"]
                 if c["partner"] != row["_msa_partnerid_value"]
                 and c["rules"]["account_active"]["passed"] and c["rules"]["not_customer"]["passed"])
    site.run("distribution", "override", row["opportunityid"], "--partner", other,
             "--reason", "asked for by the customer")
    now = opportunities(site, folder, "overridden")[row["opportunityid"]]
    assert now["_msa_partnerid_value"] == other, now
    table = site.run("distribution", "preview", row["opportunityid"]).stdout
    assert "not available:" in table and "Win rate" in table, table


def check_device_of_staff(site, bin_dir, folder, row):
    """From a device: the offer goes to another partner, with the reason, and nobody offers it twice."""
    staff = Device(bin_dir, folder / "profiles", site, STAFF)
    staff.sign_in(site.passwords()[STAFF])
    row = opportunities(site, folder, "before the device")[row["opportunityid"]]
    preview = json.loads(site.run("distribution", "preview", row["opportunityid"], "--json").stdout)
    other = next(c["partner"] for c in preview["candidates"]
                 if c["partner"] != row["_msa_partnerid_value"]
                 and c["rules"]["account_active"]["passed"] and c["rules"]["not_customer"]["passed"])

    def take(*arguments):
        printed = staff.must("do", *arguments, "--sync")
        return next(one for one in reversed(printed["verdicts"]) if one["kind"] == arguments[0])

    given = take("opportunity.offer", row["opportunityid"], f"msa_partnerid={other}",
                 "comment=they know the house")
    assert given["state"] == "done", given
    exported = site.export(folder / "given")
    now = exported["opportunities.json"][row["opportunityid"]]
    assert now["_msa_partnerid_value"] == other and now["adx_expirydate"], now
    deliveries = [d for d in exported["fieldbook_opportunitydeliveries.json"].values()
                  if d["_opportunityid_value"] == row["opportunityid"]
                  and d["_partnerid_value"] == other]
    assert [(d["way"], d["reason"]) for d in deliveries] == [(3, "they know the house")], deliveries
    code, printed = staff.run("do", "opportunity.distribute", row["opportunityid"], "--sync")
    assert code == 5, printed  # it is offered already: this device says so at once
    check_administration(site, bin_dir, folder, staff)


def check_administration(site, bin_dir, folder, staff):
    """Weights are set in their ranges and taken back; a device ends, another person's too."""
    def winrate(*settings):
        return next(one for one in staff.must("weights", *settings)["weights"]
                    if one["metric"] == "winrate")
    before = winrate()
    assert not before["by_staff"], before
    changed = winrate("winrate=1.5")
    assert (changed["weight"], changed["by_staff"]) == (1.5, True), changed
    assert staff.run("weights", "winrate=99")[0] != 0
    assert winrate() == changed
    assert winrate("winrate=") == before
    partner = Device(bin_dir, folder / "profiles", site, PARTNER)
    partner.sign_in(site.passwords()[PARTNER])
    theirs = next(one for one in staff.must("devices")["devices"] if not one["this_device"])
    ended = staff.must("devices", "--revoke", theirs["id"])["devices"]
    assert next(one for one in ended if one["id"] == theirs["id"])["revoked"], ended
    assert partner.run("sync")[0] == 3  # sign in first
    assert partner.run("devices")[0] != 0


def main(bin_dir):
    with scratch("distribution") as folder:
        site = Site(bin_dir, folder, WEIGHTS)
        site.start()
        try:
            site.import_sample("--rebase-dates")

            def all_offered():
                metrics = site.request("GET", "/metrics")[2].decode()
                return 'fieldbook_opportunity_offers_total{outcome="delivered"}' in metrics and \
                    json.loads(site.run("distribution", "run", "--all", "--json").stdout)[
                        "delivered"] == 0
            wait_until(all_offered, "the opportunities to be offered")
            offered = check_offers(site, folder)
            check_override(site, folder, offered[0])
            check_device_of_staff(site, bin_dir, folder, offered[-1])
            assert site.run("doctor").returncode == 0
        finally:
            site.stop()
        site.config.write_text(site.config.read_text().replace("winrate = 3", "winrate = -3"))
        checked = site.run("--check-config", check=False)
        line = site.config.read_text().splitlines().index("winrate = -3") + 1
        expected = f"{site.config}:{line}: distribution.weights.winrate: -3 is not between 0 and 5"
        assert checked.returncode == 1 and expected in checked.stdout, checked.stdout
        print(f"{len(offered)} opportunities were offered")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
