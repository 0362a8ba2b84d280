"""A site with the sample beside a double, and rows or faults put in its way."""

import json

import actuals
from finance_support import ACTUALS, SAMPLE, finance_site, integration
from support import wait_until


def sample_rows(name):
    return json.loads((SAMPLE / f"{name}.json").read_text())["value"]


class Case:
    def __init__(self, bin_dir, folder, peer):
        self.folder, self.peer = folder, peer
        self.site = finance_site(bin_dir, folder, peer)
        self.brought = 0

    def actuals(self, name, count=3, **changes):
        """Imports actuals and gives their ids."""
        return actuals.add(self.site, self.folder, name, count, **changes)

    def bring(self, name, row):
        """Imports one row of an entity set."""
        self.brought += 1
        folder = self.folder / f"row-{self.brought}"
        folder.mkdir()
        row = {key: value for key, value in row.items()
               if key not in ("@odata.etag", "versionnumber")}
        (folder / f"{name}.json").write_text(json.dumps({"value": [row]}))
        self.site.run("import", folder)

    def to_end(self):
        """Goes on until the run has an end: it pauses as long as the peer asked for."""
        def ended():
            run = integration(self.site, "run", check=False)
            return run if run["status"] != "running" else None
        return wait_until(ended, "the run to end")

    def retry(self):
        integration(self.site, "retry")
        return self.to_end()

    def errors_of(self, rows):
        errors = integration(self.site, "errors")["errors"]
        return {one["row"]: one for one in errors if one["row"] in rows}

    def there(self, name, column, value):
        """The row of the double with this value, or None."""
        found = [row for row in self.peer.state()[name] if row[column] == value]
        assert len(found) < 2, found
        return found[0] if found else None

    def is_posted(self, rows):
        state = {row["ACTUALID"]: row for row in self.peer.state()[ACTUALS]}
        return [bool(state.get(row, {}).get("VOUCHER")) for row in rows]

    def check_books(self):
        report = self.peer.report()
        assert report["double_posted"] == [], report["double_posted"]
        assert report["not_posted"] == [], report["not_posted"]
        assert report["counts"]["changed_after_journal"] == 0, report["counts"]
