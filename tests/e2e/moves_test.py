#!/usr/bin/env python3
"""An organisation that everybody has synced becomes another one: flags, roles, accounts and states
change under it all at once. At the next contact each device holds what the slow reading gives its
person now, and who lost the right to be there holds nothing (DOMAIN.md 2.3, consequence 1).

    moves_test.py BIN_DIR [FIRST:SECOND…]

Both organisations come from seeds (organisation.py; 0 is the sample); the second is imported over
the first.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import naive_view
import organisation
import views_test
from support import SAMPLE, SOURCE, Device, Site, scratch

PAIRS = ["0:39", "37:30"]
SHOWN = 40  # differences that are printed


def make(seed, catalogue, folder):
    if seed == 0:
        return SAMPLE
    organisation.generate(SAMPLE, catalogue, folder, seed)
    return folder


def import_over(first, second, catalogue, folder):
    """Writes what is there after `second` came over `first`: rows stay that it does not have, and
    of rows values whose names it does not have."""
    folder.mkdir()
    for entity in catalogue.values():
        rows = {}
        for source in (first, second):
            path = source / f"{entity['set']}.json"
            for row in json.loads(path.read_text())["value"] if path.exists() else []:
                row = naive_view.plain(row, entity["primary_key"])
                kept = rows.setdefault(row.get(entity["primary_key"]) or row["linkid"], {})
                for name, value in row.items():
                    if name.endswith("_value") and value is None:  # names no entity either
                        kept.pop(name + organisation.LINK, None)
                kept.update(row)
        text = json.dumps({"value": list(rows.values())})
        (folder / f"{entity['set']}.json").write_text(text)


def sign_in_everybody(bin_dir, folder, site, source, rows):
    """[(user, audience, device)], each signed in and in step."""
    users = json.loads((source / "users.json").read_text())
    passwords = site.passwords()
    devices = []
    for user in users["users"] + [{"kind": "staff", **one} for one in users["staff"]]:
        for audience in naive_view.audiences(rows, user):
            name = f"{user['signin'].split('@')[0]}-{audience}"
            device = Device(bin_dir, folder / "profiles", site, user["signin"], name)
            device.sign_in(passwords[user["signin"]], "--audience", audience)
            devices.append((user, audience, device))
    return devices


def check_device(user, audience, device, rows):
    """Sentences about what the device holds wrongly after its next contact."""
    synced = device.must("sync")
    dump = device.must("dump")
    held = naive_view.audiences(rows, user)
    if audience not in held and held:  # the device goes on as whom the person has become
        audience = device.must("status")["audience"]
        if audience not in held:
            return [f"{device.name} goes on as {audience}, which the person is not"]
    elif not held:
        return [f"{device.name} may no longer be here, and holds {len(held)} of {entity}"
                for entity, held in dump.items() if held]
    view = naive_view.View(rows, user, audience)
    found = [f"{device.name}: {one}" for one in views_test.compare(view, dump)]
    return found if synced["proven"] else found + [f"{device.name}: no digest was compared"]


def check_pair(bin_dir, pair, catalogue):
    with scratch("moves") as folder:
        first, second = (make(int(seed), catalogue, folder / f"source{place}")
                         for place, seed in enumerate(pair.split(":")))
        after = folder / "after"
        import_over(first, second, catalogue, after)
        site = Site(bin_dir, folder, '\n[distribution]\nmode = "off"\n')
        site.run("import", first)
        site.start()
        try:
            devices = sign_in_everybody(bin_dir, folder, site, first,
                                        naive_view.Organisation(first, catalogue))
            report = json.loads(site.run("import", second, "--json").stdout)
            assert report["changed"] > 0 and report["bad"] == 0, report["findings"][:5]
            rows = naive_view.Organisation(after, catalogue)
            found = [one for user, audience, device in devices
                     for one in check_device(user, audience, device, rows)]
            ended = sum(audience not in naive_view.audiences(rows, user)
                        for user, audience, _ in devices)
        finally:
            site.stop()
    print(f"{pair}: {len(devices)} devices, {ended} of people who lost their place, "
          f"{report['changed']} rows changed, {len(found)} differences", flush=True)
    for difference in found[:SHOWN]:
        print("  " + difference)
    return found


def main():
    bin_dir = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/release/bin")
    catalogue = naive_view.load_catalogue(SOURCE / "shared" / "schema" / "entities")
    return 1 if any([check_pair(bin_dir, pair, catalogue) for pair in sys.argv[2:] or PAIRS]) else 0


if __name__ == "__main__":
    sys.exit(main())
