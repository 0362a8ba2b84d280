"""Where the figures are measured: a folder of its own with workloads, sites and profiles, made when
they are first asked for and kept for the next row of the same run."""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import support  # noqa: E402  (the e2e tests' sites)

from measure import Driven, run_process  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
STAFF = "sam@contoso.example"
LIMITS = ("connections = 20000\nconnections_per_address = 20000\n")


class Place:
    def __init__(self, bin_dir, folder, short):
        self.bin = pathlib.Path(bin_dir).resolve()
        self.folder = pathlib.Path(folder)
        self.short = short
        self.sites = {}
        self.made = 0

    def largest(self):
        """Rows of the large figures: the design's, or few for a trial of the benches."""
        return 2_000 if self.short else 100_000

    def repeats(self, many):
        return 1 if self.short else many

    def new_folder(self, name):
        self.made += 1
        folder = self.folder / f"{name}-{self.made}"
        folder.mkdir(parents=True)
        return folder

    def workload(self, rows, accounts=1, generation=1):
        """A folder with an export; `generation` above 1 holds the changed rows alone."""
        folder = self.folder / f"workload-{rows}-{accounts}-{generation}"
        if not folder.exists():
            run_process(["node", HERE / "make_workload.mjs", rows, folder, accounts, generation])
        return folder

    def work_orders(self, workload):
        return [row["msdyn_workorderid"]
                for row in json.loads((workload / "msdyn_workorders.json").read_text())["value"]]

    def site(self, rows, accounts=1, name="site", extra=""):
        """A site with the workload imported, its daemon running; the same one each time."""
        key = (rows, accounts, name)
        if key not in self.sites:
            site = support.Site(self.bin, self.new_folder(f"{name}-{rows}"), LIMITS + extra)
            site.run("import", self.workload(rows, accounts))
            self.sites[key] = site
        site = self.sites[key]
        if not site.is_running():
            site.start()
        return site

    def stop(self):
        for site in self.sites.values():
            site.stop()

    # --- programs -------------------------------------------------------------------------------

    def driven(self, program, *arguments):
        return Driven([self.bin / f"bench_{program}", *arguments],
                      self.folder / f"bench_{program}.log")

    def floor(self, *arguments):
        return json.loads(run_process([self.bin / "bench_floor", *arguments]).output)

    def profile(self, site, signin=STAFF):
        """A device that has signed in and fetched nothing."""
        device = support.Device(self.bin, self.new_folder("home"), site, signin, "device")
        device.sign_in(site.passwords()[signin], "--no-sync")
        return device

    def client(self, device, url=None):
        """The device's profile, opened by a program that does what it is told."""
        return self.driven("client", device.home / device.name, url or device.site.url)


def replica_of(device):
    return device.home / device.name / "replica.db"


def key_of(device):
    secrets = json.loads((device.home / device.name / "secrets.json").read_text())
    return secrets["plain"]["replica_key"]


def certificate(folder):
    """Makes a certificate for loopback; (certificate, key)."""
    paths = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                    "/CN=127.0.0.1", "-out", paths[0], "-keyout", paths[1]],
                   check=True, capture_output=True)
    return paths
