#!/usr/bin/env python3
"""Every person of organisations that nobody has seen holds after a sync exactly the rows, and of
each row exactly the columns, that a slow reading of DOMAIN.md (naive_view.py) gives them.

    views_test.py BIN_DIR [SEED…]

For each seed an organisation is made (organisation.py; 0 is the sample itself), imported, exported,
synced by each user in each audience, and compared. Nothing is lost between import and export, and
a second import changes nothing.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import naive_view
import organisation
from support import SAMPLE, SOURCE, Device, Site, scratch

SEEDS = [0, 22, 34, 39]  # between them they take every shape
SHOWN = 40  # differences that are printed


def compare(view, dump):
    """Sentences about what a device holds and must not, or lacks."""
    found = []
    for entity in view.organisation.catalogue:
        # Conflicts come from actions alone.
        if entity != "fieldbook_conflict":
            found += naive_view.differences(view, entity, dump.get(entity, []))
    return found


def check_person(bin_dir, folder, site, user, password, rows):
    """(rows compared, differences) of one user, once for each audience."""
    audiences = naive_view.audiences(rows, user)
    compared, found = 0, []
    if not audiences:
        device = Device(bin_dir, folder / "profiles", site, user["signin"])
        code, _ = device.run("sign-in", "--server", site.url, "--user", user["signin"],
                             env={"FIELDBOOK_PASSWORD": password})
        return 0, [] if code == 3 else [f"{user['signin']} may not sign in, and did"]
    for audience in audiences:
        name = f"{user['signin'].split('@')[0]}-{audience}"
        device = Device(bin_dir, folder / "profiles", site, user["signin"], name)
        options = [] if audience == audiences[0] else ["--audience", audience]
        synced = device.sign_in(password, *options)
        view = naive_view.View(rows, user, audience)
        differences = compare(view, device.must("dump"))
        if not synced["proven"]:
            differences.append("the digest was not compared")
        found += [f"{name}: {difference}" for difference in differences]
        compared += sum(len(ids) for ids in view.ids.values())
    return compared, found


def lost(source, site, folder):
    """Sentences about values of the files in `source` that an export does not have."""
    found = []
    export = site.export(folder / "export")
    for path in sorted(source.glob("*.json")):
        if path.name == "users.json":
            continue
        rows = json.loads(path.read_text())["value"]
        written = export.get(path.name, {})
        if len(written) != len(rows):
            found.append(f"{path.name}: {len(written)} rows of {len(rows)}")
        for row in rows:
            key = key_of(next(iter(written.values()), row), row)
            kept = naive_view.plain(written.get(row[key].lower(), {}), key)
            found += [f"{path.name} {row[key]}: lost {name}, {value!r}"
                      for name, value in naive_view.plain(row, key).items()
                      if value is not None and name != "@odata.etag"
                      and not name.endswith("FormattedValue")
                      and not naive_view.same(kept.get(name), value)]
    return found


def key_of(written, row):
    """What names the key in `row`, whose members are in any order: what an export begins with."""
    return next(name for name in written if not name.startswith("@") and name in row)


def import_twice(site, source):
    report = json.loads(site.run("import", source, "--json").stdout)
    assert report["bad"] == 0 and not report["findings"], report["findings"][:5]
    again = json.loads(site.run("import", source, "--json").stdout)
    assert again["changed"] == 0 and again["bad"] == 0, again["files"]


def check_organisation(bin_dir, seed, catalogue):
    shapes = []
    with scratch("views") as folder:
        source = SAMPLE
        if seed:
            source = folder / "source"
            shapes = organisation.generate(SAMPLE, catalogue, source, seed)
        site = Site(bin_dir, folder, '\n[distribution]\nmode = "off"\n')
        import_twice(site, source)
        found = lost(source, site, folder)
        site.start()
        try:
            users = json.loads((source / "users.json").read_text())
            passwords = site.passwords()
            rows = naive_view.Organisation(source, catalogue)
            persons, compared = 0, 0
            for user in users["users"] + [{"kind": "staff", **one} for one in users["staff"]]:
                counted, differences = check_person(bin_dir, folder, site, user,
                                                    passwords[user["signin"]], rows)
                persons += 1
                compared += counted
                found += differences
        finally:
            site.stop()
    print(f"seed {seed} {' '.join(shapes)}: {persons} persons, {compared} rows, "
          f"{len(found)} differences", flush=True)
    for difference in found[:SHOWN]:
        print("  " + difference)
    return found


def main():
    bin_dir = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/release/bin")
    catalogue = naive_view.load_catalogue(SOURCE / "shared" / "schema" / "entities")
    seeds = [int(seed) for seed in sys.argv[2:]] or SEEDS
    return 1 if any([check_organisation(bin_dir, seed, catalogue) for seed in seeds]) else 0


if __name__ == "__main__":
    sys.exit(main())
